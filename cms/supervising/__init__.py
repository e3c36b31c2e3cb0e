"""Starts the processes of the Procfile in order, keeps them alive, and leaves none behind."""
