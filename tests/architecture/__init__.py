"""The house's rules that no linter knows."""
