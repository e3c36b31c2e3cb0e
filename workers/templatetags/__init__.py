"""What the templates of the mails and forms ask for."""
