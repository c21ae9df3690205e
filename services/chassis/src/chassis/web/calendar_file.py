"""Dates to take along into one's own calendar, as iCalendar (RFC 5545): a file to open, or an address to subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from icalendar import STATUS, Calendar, Event
from starlette.responses import Response

MEDIA_TYPE = "text/calendar; charset=utf-8"
MAKER = "-//Doi Thoai//VI"


@dataclass(frozen=True)
class Entry:
    """One event. `uid` stays the same whenever it is told again. `begins` is a UTC instant, or a local date for the whole day without `ends`."""

    uid: str
    title: str
    begins: datetime | date
    ends: datetime | None = None
    place: str | None = None
    text: str | None = None
    url: str | None = None
    cancelled: bool = False


def as_calendar(name: str, title: str, entries: Iterable[Entry], now: datetime) -> Response:
    """`name` without its ending, in ASCII; `title` is what a calendar program shows. Nothing is kept by browsers or proxies."""
    told = Calendar.new(
        prodid=MAKER, uid=f"{name}@doithoai", name=title, method="PUBLISH", subcomponents=[_event(each, now) for each in entries]
    )
    headers = {"content-disposition": f'attachment; filename="{name}.ics"', "cache-control": "no-store"}
    return Response(told.to_ical(), media_type=MEDIA_TYPE, headers=headers)


def _event(entry: Entry, now: datetime) -> Event:
    return Event.new(
        uid=entry.uid,
        stamp=now,
        summary=entry.title,
        start=entry.begins,
        end=entry.ends,
        location=entry.place,
        description=entry.text,
        url=entry.url,
        status=STATUS.CANCELLED if entry.cancelled else STATUS.CONFIRMED,
    )
