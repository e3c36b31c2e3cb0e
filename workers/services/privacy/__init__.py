"""What we know of somebody: shown to them, erased when they ask, and kept no longer than it is needed."""
