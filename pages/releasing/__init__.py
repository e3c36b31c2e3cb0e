"""Publishes several pages as one: all of them in one moment, or none."""
