"""Statements: what a front end on another site, which our cookie never reaches, shows of its visitor's decision."""
