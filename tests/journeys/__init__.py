"""The three journeys of the house, as a person or a program makes them: HTTP, a browser and a mailbox."""
