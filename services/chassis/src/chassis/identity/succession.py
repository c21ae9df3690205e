"""Who has what an organisation had that exists no more, and who may act for it (domain rules, section 9; decision 20). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chassis.identity.actor import Actor, Reach


@dataclass(frozen=True)
class Place:
    """Where an organisation stands: the one above it, its first and last day, and who was named to follow it, who takes over first of all."""

    parent_id: str | None
    valid_to: date | None = None
    successor_ids: tuple[str, ...] = ()
    valid_from: date | None = None


class Places:
    """The whole directory by id. Days are local dates; a blank first day is older than the sources."""

    def __init__(self, of: Mapping[str, Place]) -> None:
        self.of = of

    def exists(self, org_id: str, on: date) -> bool:
        """Say whether the organisation exists on the day, both ends included; one that nobody announced does not."""
        place = self.of.get(org_id)
        return place is not None and (place.valid_from is None or place.valid_from <= on) and not self.ended(org_id, on)

    def ended(self, org_id: str, on: date) -> bool:
        """Say whether the organisation no longer exists on that day."""
        place = self.of.get(org_id)
        return bool(place and place.valid_to and place.valid_to < on)

    def line(self, org_id: str) -> tuple[str, ...]:
        """Return the organisation and those above it, nearest first."""
        found: dict[str, None] = {}
        current: str | None = org_id
        while current and current not in found:
            found[current] = None
            current = self.of[current].parent_id if current in self.of else None
        return tuple(found)

    def above(self, org_id: str, on: date) -> str | None:
        """Return the nearest organisation above that exists on the day."""
        return next((each for each in self.line(org_id)[1:] if self.exists(each, on)), None)

    def successors(self, org_id: str, on: date) -> tuple[str, ...]:
        """Return who was named to follow an ended organisation and has not ended: the first named first, followed on where that one ended too."""
        named = self.of[org_id].successor_ids if org_id in self.of else ()
        passed, first = {org_id}, named[0] if named else None
        while first and self.ended(first, on) and first not in passed:
            passed.add(first)
            further = self.of[first].successor_ids
            first = further[0] if further else None
        return tuple(dict.fromkeys(each for each in (first, *named[1:]) if each and not self.ended(each, on)))

    def takes_over(self, org_id: str, on: date) -> str | None:
        """Return who has what an ended organisation left: its first successor, else the nearest organisation above; None where nobody is left."""
        return next(iter(self.successors(org_id, on)), None) or self.above(org_id, on)

    def answering_for(self, org_id: str, on: date) -> str:
        """Return who answers for what is counted by the year: the only successor; with several, or none, the organisation itself."""
        passed: set[str] = set()
        while self.ended(org_id, on) and org_id not in passed and len(named := self.of[org_id].successor_ids) == 1:
            passed.add(org_id)
            org_id = named[0]
        return org_id

    def acts_for(self, org_id: str, on: date) -> tuple[str, ...]:
        """Return the organisation, and who takes over from it where it has ended."""
        heir = self.takes_over(org_id, on) if self.ended(org_id, on) else None
        return (org_id, heir) if heir else (org_id,)

    def reached_by(self, actor: Actor, org_id: str, on: date) -> bool:
        """Say whether the organisation lies within the actor's reach, itself or through who took over from it."""
        if actor.reach is Reach.EVERYWHERE:
            return True
        below = actor.reach is Reach.SUBTREE
        return any(actor.reaches(each, ancestors=self.line(each) if below else ()) for each in self.acts_for(org_id, on))
