"""The registry of services and of what they store: what editors keep, and what has been published of it."""
