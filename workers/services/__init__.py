"""One verb a file: from an event that happened to a mail that arrived."""
