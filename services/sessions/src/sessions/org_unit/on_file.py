"""What the directory knows of an organisation, as evidence that other decisions carry with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from chassis.decider import Refused
from contracts.vocabulary import Level


@dataclass(frozen=True)
class OrgOnFile:
    """An organisation as registered; `valid_from` and `valid_to` are inclusive local dates, None means unbounded."""

    unit_id: str
    level: Level
    valid_from: date | None = None
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


Directory: TypeAlias = Mapping[str, OrgOnFile]


def objection(orgs: Directory, unit_id: str, day: date) -> str | None:
    """Slug saying why the organisation cannot act on that local date, or None when it can (domain rules, section 9)."""
    found = orgs.get(unit_id)
    if found is None:
        return "org_unknown"
    return None if found.valid_on(day) else "org_not_valid_on_date"


def require_valid(orgs: Directory, unit_id: str, day: date) -> None:
    """Raises Refused when the organisation is unknown or does not exist on that local date."""
    slug = objection(orgs, unit_id, day)
    if slug is not None:
        raise Refused(slug, org_id=unit_id, day=day.strftime("%d/%m/%Y"))
