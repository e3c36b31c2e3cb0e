"""What holds when something dies."""
