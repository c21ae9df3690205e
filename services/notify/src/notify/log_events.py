"""Every log event of notify with its meaning; the fields are ids and slugs only."""

from enum import StrEnum


class LogEvent(StrEnum):
    NOTICE_NOT_NEEDED = "notice_not_needed"
    """A notice was asked for after its event: `notice_id`, `purpose`, `slug`."""
    NOTICE_SENT = "notice_sent"
    """A channel took a notice: `notice_id`, `purpose`, `channel`, `attempt`."""
    DELIVERY_FAILED = "delivery_failed"
    """A channel did not take it: `notice_id`, `purpose`, `channel`, `attempt`, `reason`, `permanent`."""
    NOTICE_UNDELIVERABLE = "notice_undeliverable"
    """A notice ended without reaching anybody: `notice_id`, `purpose`, `reason`."""
    DELIVERY_STALLED = "delivery_stalled"
    """ALARM: a notice has waited longer than a day: `notice_id`, `attempts`, `reason`."""
    CALENDAR_DOES_NOT_REACH = "calendar_does_not_reach"
    """No invitation limit can be counted for a session: `session_id`, `calendar_version`."""
    NOTICE_NOT_MADE = "notice_not_made"
    """A fault of ours kept a notice from being made, it is tried again: `notice_id`."""
    CONTACT_UNREADABLE = "contact_unreadable"
    """A sealed contact did not match its key: `notice_id`, `field`."""
