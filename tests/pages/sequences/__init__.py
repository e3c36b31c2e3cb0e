"""Random sequences of what editors do, and a model of its own that foretells what each step makes public."""
