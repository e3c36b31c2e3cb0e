"""Says what happened: page types, and the record of what was public and when."""
