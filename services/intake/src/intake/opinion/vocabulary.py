"""Words only intake uses; the shared ones are in `contracts.vocabulary`."""

from enum import StrEnum


class Acknowledged(StrEnum):
    """What the office told the submitter on receipt (11-QĐi/TW: within 10 working days)."""

    ACCEPTED = "ACCEPTED"
    FORWARDED = "FORWARDED"


class Fact(StrEnum):
    """What another service says happened to an opinion."""

    SLIP = "SLIP"
    RAISED = "RAISED"
    OUTCOME = "OUTCOME"
    CASE_OPENED = "CASE_OPENED"
    REPLY = "REPLY"
    CASE_CLOSED = "CASE_CLOSED"
    CASE_REOPENED = "CASE_REOPENED"


class ShredCause(StrEnum):
    """Why nobody can read the full text any more."""

    SUBMITTER_ERASED = "SUBMITTER_ERASED"
    DENUNCIATION = "DENUNCIATION"
    STATE_SECRET_SUSPECTED = "STATE_SECRET_SUSPECTED"  # noqa: S105


class StateName(StrEnum):
    """States as stored in read models and shown; one for each class in `opinion.py`."""

    REGISTERED = "REGISTERED"
    CLASSIFIED = "CLASSIFIED"
    PREPARING = "PREPARING"
    PREPARED = "PREPARED"
    SCHEDULED = "SCHEDULED"
    RAISED = "RAISED"
    NOT_RAISED = "NOT_RAISED"
    ANSWERED_ON_SPOT = "ANSWERED_ON_SPOT"
    ASSIGNED = "ASSIGNED"
    REPLIED = "REPLIED"
    CLOSED = "CLOSED"
    REJECTED = "REJECTED"
    ROUTED_OUT = "ROUTED_OUT"
    WITHDRAWN = "WITHDRAWN"
    MERGED = "MERGED"
