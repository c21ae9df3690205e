"""Everything reporting hears, by the service that says it."""

from reporting.inbound import cases, followup, intake, notify, sessions
from reporting.inbound.heard import Details, Readings, source

READINGS: dict[str, Readings] = {
    "intake": intake.READINGS,
    "sessions": sessions.READINGS,
    "followup": {**followup.READINGS, **cases.READINGS},
    "notify": notify.READINGS,
}
KEPT: dict[str, Details | None] = {"intake": intake.DETAILS, "sessions": {}, "followup": {}, "notify": None}
"""No report rests on what notify says; the events of the others are kept, to make a report again."""
SOURCES = tuple(source(service, readings, KEPT[service]) for service, readings in READINGS.items())
