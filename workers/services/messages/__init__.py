"""What a message says, and how it is laid out."""
