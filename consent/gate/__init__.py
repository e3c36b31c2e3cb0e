"""The gate: what others host is shown through here, to those who let it."""
