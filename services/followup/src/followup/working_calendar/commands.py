"""What may be asked of a calendar version: to be loaded."""

from dataclasses import dataclass
from datetime import date

from followup.working_calendar.events import CalendarRow


@dataclass(frozen=True, kw_only=True)
class LoadCalendar:
    """The whole version; `loaded_by` is the actor's opaque reference, `decision` the document that made it necessary."""

    calendar_version: str
    covers_from: date
    covers_to: date
    applies_confirm_rows: bool
    days: tuple[CalendarRow, ...]
    loaded_by: str
    decision: str | None = None
