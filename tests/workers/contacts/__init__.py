"""Contact persons of actors."""
