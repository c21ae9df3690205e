"""Slips of intake in the prescribed form."""
