"""Notices when mail stands still, and says so."""
