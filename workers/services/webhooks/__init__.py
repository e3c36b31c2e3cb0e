"""Tells front ends and integrators by machine, as Standard Webhooks describes it."""
