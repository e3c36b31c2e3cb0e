"""Contact persons of actors: read from a list, checked, added and told."""
