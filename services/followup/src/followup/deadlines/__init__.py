"""Deadlines: from a rule's formula and a working calendar to a date that can say how it was reached."""
