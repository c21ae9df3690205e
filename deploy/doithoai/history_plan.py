"""Three years of dialogues that never took place, with the totals a newspaper printed for those that did: 90 + 219 + 674 sessions, 2019 to 2021.

Everything is drawn from one fixed seed: two plans are the same plan. Hosts are Sơn La's provincial organisations, its twelve former
districts and as many numbered communes as each had.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from contracts.workdays import shipped_calendar
from doithoai.history_texts import SENTENCES
from doithoai.sample.reading import Organisation, former_districts, organisations, published_history

SEED: Final = 2019
YEARS: Final = (2019, 2020, 2021)
OPINIONS: Final = 8684
FEWEST: Final = 4
PROVINCE_AGENCY: Final = "ubnd-tinh-son-la"
PROVINCE_HOSTS: Final = ("sl-ubnd-tinh", "sl-snv", "sl-vpub", "sl-thanh-tra-tinh")
AUDIENCES: Final = ("PEOPLE", "PEOPLE", "PEOPLE", "STAFF", "ORG_TTHC")


@dataclass(frozen=True)
class Host:
    """`agency` is the token of its district, or of the province."""

    unit: Organisation
    agency: str


@dataclass(frozen=True)
class PastOpinion:
    ref: str
    text: str
    domain: str
    audience: str
    answered: bool


@dataclass(frozen=True)
class PastSession:
    ref: str
    host: Host
    held_on: date
    audience: str
    opinions: tuple[PastOpinion, ...]


@cache
def numbered_communes() -> tuple[tuple[str, Organisation], ...]:
    """As many communes as each former district had, by the token of their district; no list of their names is at hand."""
    units, found = {unit.id: unit for unit in organisations()}, []
    for row in former_districts():
        district = units[row["org_id"]]
        for number in range(1, int(row["communes_2025_03"]) + 1):
            ident = f"{district.id}-xa-{number:02d}"
            commune = replace(district, id=ident, name=f"UBND xã số {number:02d}, {district.name.removeprefix('UBND ')}", level="COMMUNE")
            mailbox = f"vanthu.{ident}@coquan.example"
            found.append(
                (row["agency_code"], replace(commune, parent_id=district.id, agency_code=None, official_id=None, contact_email=mailbox))
            )
    return tuple(found)


@cache
def hosts() -> dict[str, tuple[Host, ...]]:
    """Who held dialogues, by level, each with the token it is published under."""
    units = {unit.id: unit for unit in organisations()}
    return {
        "PROVINCE": tuple(Host(units[ident], PROVINCE_AGENCY) for ident in PROVINCE_HOSTS),
        "DISTRICT": tuple(Host(units[row["org_id"]], row["agency_code"]) for row in former_districts()),
        "COMMUNE": tuple(Host(unit, agency) for agency, unit in numbered_communes()),
    }


def agencies() -> tuple[str, ...]:
    """Every token the history is published under."""
    return tuple(dict.fromkeys(host.agency for level in hosts().values() for host in level))


def _working_days() -> list[date]:
    calendar, first, last = shipped_calendar(), date(YEARS[0], 1, 7), date(YEARS[-1], 12, 14)
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return [day for day in days if calendar.is_working(day)]


def _sizes(draw: random.Random, sessions: int) -> list[int]:
    sizes = [FEWEST] * sessions
    for _ in range(OPINIONS - FEWEST * sessions):
        sizes[draw.randrange(sessions)] += 1
    return sizes


def _opinions(draw: random.Random, ref: str, host: Host, audience: str, size: int) -> Iterator[PastOpinion]:
    place, domains = host.unit.name.removeprefix("UBND "), draw.sample(tuple(SENTENCES), len(SENTENCES))
    for number in range(1, size + 1):
        domain = domains[number % len(domains)]
        yield PastOpinion(f"{ref}-{number:02d}", SENTENCES[domain].format(place=place), domain, audience, draw.random() < 0.8)


@cache
def past_sessions() -> tuple[PastSession, ...]:
    """The history by day, then by reference."""
    draw = random.Random(SEED)  # noqa: S311
    by_level, days = published_history().by_level, _working_days()
    sizes = iter(_sizes(draw, published_history().sessions))
    found = []
    for level, count in by_level.items():
        for number in range(count):
            host = hosts()[level][number % len(hosts()[level])]
            ref, audience = f"ls-{level.lower()}-{number + 1:03d}", draw.choice(AUDIENCES)
            opinions = tuple(_opinions(draw, ref, host, audience, next(sizes)))
            found.append(PastSession(ref, host, draw.choice(days), audience, opinions))
    return tuple(sorted(found, key=lambda session: (session.held_on, session.ref)))
