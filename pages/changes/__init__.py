"""The public change log: what was said and when, for people and for feed readers."""
