"""Who hears of an event, and when."""
