"""Drafts, read without a log-in by a link that ends."""
