"""What keeps a page from being published, and how the desk says so."""
