"""Compares what a running site does in a real browser with what its registry says, both ways."""
