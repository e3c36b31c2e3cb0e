"""Breaks our own defence on purpose, one thing at a time: a test that stays green then is no test."""
