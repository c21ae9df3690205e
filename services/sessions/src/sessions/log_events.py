"""Every log event this service writes, with its meaning for the operator."""

from enum import StrEnum


class LogEvent(StrEnum):
    """Fields are ids and codes only, never personal data."""

    CONCLUSION_ACCEPTED = "conclusion_accepted"
    """An agency's concluded session was taken over: agency, session_id."""
    CONCLUSION_REFUSED = "conclusion_refused"
    """An agency's concluded session breaks a rule and waits for review: agency, session_id, slugs."""
    OPINION_CAME_TOO_LATE = "opinion_came_too_late"
    """An opinion was meant for a session that had ended; the office carries it over: session_id, opinion_id."""
