"""What editors see and do at the desk about those who get our mail."""
