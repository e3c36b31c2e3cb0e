"""The pages of subscribing, one errand a file."""
