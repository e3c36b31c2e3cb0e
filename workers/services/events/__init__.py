"""What was announced, and whose turn it is to hear of it."""
