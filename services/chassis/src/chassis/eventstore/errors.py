"""What can go wrong at the log, named by the constraint that caught it."""

from typing import NoReturn

from sqlalchemy.exc import DBAPIError


class StaleVersion(Exception):
    """Another command wrote to this stream first: load, decide and append again."""


class AlreadyRecorded(Exception):
    """An event with this id is in the log: what was asked has happened."""


class CommandAlreadySeen(Exception):
    """This idempotency key was used: the first answer stands."""


class LogBypassed(Exception):
    """Somebody wrote to the log without the append function: stop and raise the alarm."""


_BY_CONSTRAINT: dict[str, type[Exception]] = {
    "event_stream_version_key": StaleVersion,
    "event_id_key": AlreadyRecorded,
    "command_seen_pkey": CommandAlreadySeen,
    "event_pkey": LogBypassed,
}


def constraint_of(error: DBAPIError) -> str | None:
    """Name of the violated constraint, or None when the error is of another kind."""
    cause = getattr(error.orig, "__cause__", None)
    return getattr(cause, "constraint_name", None)


def translate(error: DBAPIError) -> NoReturn:
    """Raise the named error for a violated constraint of the log; anything else is raised as it is."""
    named = _BY_CONSTRAINT.get(constraint_of(error) or "")
    if named is None:
        raise error
    raise named(str(error.orig)) from error
