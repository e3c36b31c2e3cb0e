"""What editors see at the desk of the mails that their publications lead to."""
