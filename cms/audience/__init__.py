"""Who will be told: what the pages would announce, and who of the subscribers would hear it."""
