"""The last door: what may not leave with an answer is taken out of it."""
