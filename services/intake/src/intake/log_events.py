"""Every event intake itself logs, with its meaning; ids only."""

from enum import StrEnum


class LogEvent(StrEnum):
    """Value = the `event` field of a log line; `MEANINGS` says what each tells an operator."""

    OPINION_REGISTERED = "opinion_registered"
    OPINION_REFUSED_AT_ONCE = "opinion_refused_at_once"
    SUBMITTER_ERASED = "submitter_erased"
    FILE_IMPORTED = "file_imported"
    KEYS_SERVED = "keys_served"


MEANINGS: dict[LogEvent, str] = {
    LogEvent.OPINION_REGISTERED: "an opinion was taken in; fields: opinion_id, channel, org_id",
    LogEvent.OPINION_REFUSED_AT_ONCE: "an opinion was rejected or routed out on receipt, no text was kept; field: opinion_id",
    LogEvent.SUBMITTER_ERASED: "a person's key and the keys of their texts were destroyed; fields: submitter_ref, opinions",
    LogEvent.FILE_IMPORTED: "a file was imported; fields: import_id, registered, repeated, refused, invalid",
    LogEvent.KEYS_SERVED: "this worker answers requests for subject keys on key.intake",
}
