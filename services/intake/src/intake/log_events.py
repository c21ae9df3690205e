"""Every event intake itself logs, with its meaning; ids only."""

from enum import StrEnum


class LogEvent(StrEnum):
    """The value is the `event` field of a log line; the text below each name says what it tells an operator."""

    OPINION_REGISTERED = "opinion_registered"
    """An opinion was taken in; fields: opinion_id, channel, org_id."""
    OPINION_REFUSED_AT_ONCE = "opinion_refused_at_once"
    """An opinion was rejected or routed out on receipt, no text was kept; field: opinion_id."""
    SUBMITTER_ERASED = "submitter_erased"
    """A person's key and the keys of their texts were destroyed; fields: submitter_ref, opinions."""
    FILE_IMPORTED = "file_imported"
    """Every row of an approved file has its outcome; fields: import_id, registered, repeated, refused, invalid."""
    OPINIONS_EXPORTED = "opinions_exported"
    """A list of opinions was taken out as a file; fields: count, personal (whether it names the senders)."""
    KEYS_SERVED = "keys_served"
    """This worker answers requests for subject keys on key.intake."""
    KEYS_REWRAPPED = "keys_rewrapped"
    """A new master key is in use and every subject's key was wrapped anew; the older master key may go; field: count."""
