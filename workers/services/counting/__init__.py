"""How many messages went where: of one publication, and day by day."""
