"""Duties of the chair's office towards one session: the conclusion notice, the report after it, the published results."""
