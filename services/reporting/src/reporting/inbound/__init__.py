"""Everything reporting hears, by the service that says it."""

from reporting.inbound import followup, intake, notify, sessions
from reporting.inbound.heard import Readings, source

READINGS: dict[str, Readings] = {
    "intake": intake.READINGS,
    "sessions": sessions.READINGS,
    "followup": followup.READINGS,
    "notify": notify.READINGS,
}
SOURCES = tuple(source(service, readings) for service, readings in READINGS.items())
