"""Side by side figures, measured in one run: only the ratios mean anything."""
