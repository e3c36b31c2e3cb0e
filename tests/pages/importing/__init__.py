"""A document that somebody already has becomes a draft."""
