"""Says what is allowed: categories, decisions, the gate, and what keeps the page constant."""
