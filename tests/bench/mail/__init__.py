"""How fast mail leaves: a task a mail, as we do it, and as fast as smtplib can."""
