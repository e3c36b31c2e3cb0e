"""Does what follows: hears events, and owns subscriptions and deliveries."""
