"""The sample as the demonstration reads it: dialogues with their opinions, organisations, plans and the published history."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from doithoai.sample.submitters import Submitter


@dataclass(frozen=True)
class Opinion:
    """One published opinion. `stated_agency` is the registered unit a report names; the submitter is a placeholder."""

    key: str
    dialogue_id: str
    seq: int
    text: str
    domain: str
    urgency: str
    answered_on_spot: bool
    stated_agency: str | None
    submitter_kind: str
    submitter: Submitter


@dataclass(frozen=True)
class Dialogue:
    """One published dialogue. `held_on` is known only at precision DAY; `period` is the month or year otherwise."""

    id: str
    host_org_id: str
    office_org_id: str | None
    party_org_id: str | None
    government_org_id: str | None
    level: str
    held_on: date | None
    precision: str
    period: str | None
    regime: str
    audience: tuple[str, ...]
    form: str
    topic: str | None
    chair_roles: tuple[str, ...]
    venue: str | None
    participants: int | None
    live: bool
    source: str
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True)
class Organisation:
    id: str
    name: str
    org_class: str
    level: str
    parent_id: str | None
    valid_from: date | None
    valid_to: date | None
    successor_id: str | None
    symbol: str | None
    official_id: str | None
    agency_code: str | None
    contact_email: str
    party_committee_id: str | None = None

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Organisations that stand in the directory before it."""
        return tuple(each for each in (self.parent_id, self.party_committee_id) if each)


@dataclass(frozen=True)
class PublishedHistory:
    """Three years of Sơn La as the newspaper printed them; the number of opinions is a lower bound, exclusive."""

    sessions: int
    by_level: dict[str, int]
    opinions_more_than: int


def _rows(name: str) -> Iterator[dict[str, str]]:
    with files(__package__).joinpath(name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _json(name: str) -> Any:
    return json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _opinion(row: dict[str, str]) -> Opinion:
    return Opinion(
        key=f"{row['dialogue_id']}-{row['seq']}",
        dialogue_id=row["dialogue_id"],
        seq=int(row["seq"]),
        text=row["text_vi"],
        domain=row["domain"],
        urgency=row["urgency"],
        answered_on_spot=row["answered_on_spot"] == "true",
        stated_agency=row["stated_agency_org_id"] or None,
        submitter_kind=row["submitter_kind"],
        submitter=Submitter(row["submitter_name"], row["submitter_phone"], row["submitter_address"]),
    )


def _dialogue(row: dict[str, str], opinions: tuple[Opinion, ...]) -> Dialogue:
    return Dialogue(
        id=row["id"],
        host_org_id=row["host_org_id"],
        office_org_id=row["office_org_id"] or None,
        party_org_id=row["party_org_id"] or None,
        government_org_id=row["government_org_id"] or None,
        level=row["level"],
        held_on=_day(row["held_on"]),
        precision=row["precision"],
        period=row["period"] or None,
        regime=row["regime"],
        audience=tuple(row["audience"].split(";")),
        form=row["form"],
        topic=row["topic"] or None,
        chair_roles=tuple(role.strip() for role in row["chair_role_vi"].split(";") if role.strip()),
        venue=row["venue_vi"] or None,
        participants=int(row["participants"]) if row["participants"] else None,
        live=row["live"] == "true",
        source=row["source"],
        opinions=opinions,
    )


@cache
def dialogues() -> tuple[Dialogue, ...]:
    opinions = [_opinion(row) for row in _rows("opinions.csv")]
    return tuple(_dialogue(row, tuple(o for o in opinions if o.dialogue_id == row["id"])) for row in _rows("dialogues.csv"))


def ranks(units: Mapping[str, Organisation], wanted: Iterable[str]) -> dict[str, int]:
    """The wanted organisations and all they rest on, each with its rank: 0 rests on nobody, everybody ranks above those it rests on."""
    found: dict[str, int] = {}

    def rank(ident: str) -> int:
        if ident not in found:
            found[ident] = 1 + max(map(rank, units[ident].rests_on), default=-1)
        return found[ident]

    for each in wanted:
        rank(each)
    return found


@cache
def organisations() -> tuple[Organisation, ...]:
    return tuple(
        Organisation(
            id=row["id"],
            name=row["name_vi"],
            org_class=row["class"],
            level=row["level"],
            parent_id=row["parent"] or None,
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            successor_id=row["successor"] or None,
            symbol=row["symbol"] or None,
            official_id=row["official_id"] or None,
            agency_code=row["agency_code"] or None,
            contact_email=row["contact_email"],
            party_committee_id=row["party_committee"] or None,
        )
        for row in _rows("organisations.csv")
    )


@cache
def former_districts() -> tuple[dict[str, str], ...]:
    """Sơn La's districts until June 2025: code, name, kind, number of communes, the organisation that governed it and its agency token."""
    return tuple(_rows("former_districts.csv"))


def plans() -> list[dict[str, Any]]:
    """The three real plans, each as the body of a plan that is issued."""
    found: list[dict[str, Any]] = _json("plans.json")
    return found


def published_history() -> PublishedHistory:
    figures = _json("published_history.json")
    levels = {level: figures[level] for level in ("PROVINCE", "DISTRICT", "COMMUNE")}
    return PublishedHistory(figures["sessions"], levels, figures["opinions_more_than"])
