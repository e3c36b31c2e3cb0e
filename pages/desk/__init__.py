"""The desk: who may do what there, what waits, and how old the translations are."""
