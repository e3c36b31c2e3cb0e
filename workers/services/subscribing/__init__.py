"""Asking to follow, changing it and leaving; letters that nobody subscribes to."""
