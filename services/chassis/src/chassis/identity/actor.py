"""Who acts: an opaque reference, a role, an organisation and how far the role reaches; never a person's name."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Reach(StrEnum):
    """How far an actor sees from the own organisation: itself, everything below it, or everything."""

    OWN = "own"
    SUBTREE = "subtree"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Actor:
    """One signed-in office account, software client or process; `ref` is what stored events carry."""

    ref: str
    role: str
    org_id: str | None = None
    reach: Reach = Reach.OWN

    @property
    def is_anonymous(self) -> bool:
        return self.role == ANONYMOUS_ROLE

    def reaches(self, org_id: str | None, *, ancestors: Collection[str] = ()) -> bool:
        """Say whether the organisation lies within reach; `ancestors` are the organisations above it."""
        if self.reach is Reach.EVERYWHERE:
            return True
        if org_id is None or self.org_id is None:
            return False
        return org_id == self.org_id or (self.reach is Reach.SUBTREE and self.org_id in ancestors)


SYSTEM_ROLE = "system"
ANONYMOUS_ROLE = "anonymous"
SYSTEM = Actor("system", SYSTEM_ROLE, reach=Reach.EVERYWHERE)
ANONYMOUS = Actor("anonymous", ANONYMOUS_ROLE)
