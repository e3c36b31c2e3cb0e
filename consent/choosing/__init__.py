"""A visitor's choice: read from their cookie, saved into it whole, and cleared after."""
