"""What the workers remember; one subject a file."""
