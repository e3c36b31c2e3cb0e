"""Who sends which rows, and what became of them."""
