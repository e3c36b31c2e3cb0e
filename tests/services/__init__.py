"""The real things that tests run against: PostgreSQL, Valkey, Chromium, and the whole site."""
