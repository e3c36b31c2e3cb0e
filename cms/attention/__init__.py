"""What whoever opens the desk must know before anything else: that mail stands still, that no worker runs."""
