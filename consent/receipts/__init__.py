"""Receipts in the visitor's hands: given with a choice, and checked in words."""
