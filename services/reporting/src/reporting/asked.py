"""What a reader asks for, from the address: scope, day, figure; an empty choice in a form means everything."""

from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Path
from pydantic import BeforeValidator, Field

from chassis.web.dependencies import Reader, TheClock
from chassis.web.problems import FieldErrors, NotFound
from contracts.vocabulary import Audience, DomainCode, Form, Level, Regime
from contracts.workdays import local_date
from reporting.readmodel.calendars import read_calendar
from reporting.readmodel.figures import FIGURES, AsOf, Figure
from reporting.readmodel.organisations import Directory, read_directory
from reporting.readmodel.scope import Scope, YearAxis

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def _blank(value: object) -> object:
    return None if value == "" else value


Blank = BeforeValidator(_blank)
AYear = Annotated[int, Field(ge=_FIRST_YEAR, le=_LAST_YEAR)]
Year = Annotated[AYear | None, Blank]
InYear = Annotated[int, Path(ge=_FIRST_YEAR, le=_LAST_YEAR)]
"""The reporting year in an address."""


async def get_as_of(connection: Reader, clock: TheClock) -> AsOf:
    """Today, and the calendar in force."""
    return AsOf(local_date(clock.now()), await read_calendar(connection))


async def get_directory(connection: Reader, clock: TheClock) -> Directory:
    return await read_directory(connection, local_date(clock.now()))


TheDay = Annotated[AsOf, Depends(get_as_of)]
TheDirectory = Annotated[Directory, Depends(get_directory)]


def _backwards(first: Any, last: Any) -> bool:
    return first is not None and last is not None and bool(last < first)


async def get_scope(
    as_of: TheDay,
    directory: TheDirectory,
    axis: YearAxis = YearAxis.CALENDAR,
    from_year: Year = None,
    to_year: Year = None,
    level: Annotated[Level | None, Blank] = None,
    regime: Annotated[Regime | None, Blank] = None,
    audience: Annotated[Audience | None, Blank] = None,
    form: Annotated[Form | None, Blank] = None,
    domain: Annotated[DomainCode | None, Blank] = None,
    org: Annotated[str | None, Blank] = None,
    from_day: Annotated[date | None, Blank] = None,
    to_day: Annotated[date | None, Blank] = None,
    session: Annotated[str | None, Blank] = None,
) -> Scope:
    """An organisation is asked for together with those it answers for. Raises FieldErrors for a period that ends before it begins."""
    if _backwards(from_year, to_year) or _backwards(from_day, to_day):
        raise FieldErrors({"": "Kỳ xem phải kết thúc sau khi bắt đầu: sửa lại “Từ” hoặc “Đến”."})
    orgs = directory.family(org, as_of.today) if org else ()
    return Scope(axis, from_year, to_year, level, regime, audience, form, domain, orgs, from_day, to_day, session=session)


TheScope = Annotated[Scope, Depends(get_scope)]


def figure_of(name: str) -> Figure:
    """Raises NotFound for a figure that does not exist."""
    if name not in FIGURES:
        raise NotFound
    return FIGURES[name]
