"""Wires the house together: settings, URLs, the Celery app and the site's shell."""
