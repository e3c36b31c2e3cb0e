"""Webhooks at the desk: who listens, how it goes, and what to do when it does not."""
