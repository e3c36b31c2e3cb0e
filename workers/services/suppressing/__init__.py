"""Whom nothing is sent to any more: kept as keyed hashes, and heeded everywhere."""
