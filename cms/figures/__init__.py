"""Figures for those at the desk: what is counted, as pictures, tables and files."""
