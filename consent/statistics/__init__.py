"""Page views of those who said yes: kept, counted, shown, and handed on."""
