"""Brings a plan along that already exists: a Word or Markdown document becomes a draft."""
