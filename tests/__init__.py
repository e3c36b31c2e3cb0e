"""What the house promises; each folder mirrors one of the source."""
