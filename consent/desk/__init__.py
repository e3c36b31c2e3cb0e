"""The registry at the desk: its draft, its publication and its revisions."""
