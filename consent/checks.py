"""System checks that keep the promises: what would make consent unlawful does not start."""
