"""A session as its documents tell of it: plain facts, already in words where the directory knows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chassis.documents.document import Prefix
from chassis.documents.office import Office
from chassis.documents.wording import long_date
from contracts.labels import label
from contracts.mottos import motto_on
from contracts.vocabulary import Disposition, Outcome


@dataclass(frozen=True)
class Answered:
    """The written reply to an assigned opinion. `doc` is its number as printed, `summary` its reviewed plain summary."""

    by: str
    doc: str
    issued_on: date | None
    outcome: str
    summary: str


@dataclass(frozen=True)
class Raised:
    """One opinion of the session under its reviewed public summary; of a denunciation there is none (AS-22)."""

    summary: str
    domain: str = ""
    slip_no: int | None = None
    turn_no: int | None = None
    disposition: Disposition | None = None
    answered_by: str = ""
    outcome: Outcome | None = None
    agency: str = ""
    co_agencies: tuple[str, ...] = ()
    due_on: date | None = None
    answered: Answered | None = None


@dataclass(frozen=True)
class Gathering:
    """The part of a session held for one cluster of villages; `began_at` is when it was held, else when it is planned."""

    cluster: str
    began_at: datetime
    venue: str
    people: int | None = None


@dataclass(frozen=True)
class Paper:
    """A document as registered: number and day stay empty while it is a draft. `signed_as`: another signed in the head's place."""

    number: str | None = None
    symbol: str | None = None
    issued_on: date | None = None
    signed_as: Prefix | None = None


@dataclass(frozen=True)
class Held:
    """`chair`, `co_chairs` and `audience` are phrases. `silenced` counts what left by a procedure of its own.

    `co_hosts` are the names of those who hold a joint session together with the office; `delegated`: the chair presided for the head (A-03).
    """

    office: Office
    chair: str
    audience: str
    plan_year: int | None
    held_from: date | None
    held_on: date | None
    opened_at: datetime | None = None
    adopted_at: datetime | None = None
    venue: str = ""
    people: int = 0
    staff: int = 0
    orgs: int = 0
    agenda: tuple[str, ...] = ()
    opinions: tuple[Raised, ...] = ()
    silenced: int = 0
    report_to: tuple[str, ...] = ()
    co_hosts: tuple[str, ...] = ()
    co_chairs: tuple[str, ...] = ()
    delegated: bool = False
    parts: tuple[Gathering, ...] = ()

    def which(self, disposition: Disposition) -> tuple[Raised, ...]:
        return tuple(each for each in self.opinions if each.disposition is disposition)

    @property
    def title(self) -> str:
        """What the session is called in the subject of a document."""
        year = f" năm {self.plan_year}" if self.plan_year else ""
        return f"Hội nghị đối thoại trực tiếp giữa {listed((self.chair, *self.co_chairs))} với {self.audience}{year}"

    @property
    def hosts(self) -> str:
        """The office, and in a joint session those it holds it with."""
        return f"{self.office.name} phối hợp với {listed(self.co_hosts)}" if self.co_hosts else self.office.name

    @property
    def when(self) -> str:
        """`ngày 26 tháng 02 năm 2026`; both ends when it took several days; dots while it is not held."""
        if self.held_on is None:
            return "ngày …… tháng …… năm ……"
        if self.held_from and self.held_from != self.held_on:
            return f"từ {long_date(self.held_from)} đến {long_date(self.held_on)}"
        return long_date(self.held_on)

    @property
    def draft_year(self) -> int | None:
        return self.held_on.year if self.held_on else self.plan_year

    @property
    def motto(self) -> str | None:
        """By the plan year, because the plan words it."""
        return motto_on(date(self.plan_year, 1, 1)) if self.plan_year else None

    @property
    def attendance(self) -> str:
        counts = ((self.people, "người dân"), (self.staff, "công chức, viên chức, người lao động"), (self.orgs, "tổ chức, doanh nghiệp"))
        return "; ".join(f"{count:02} {who}" for count, who in counts if count)


def listed(names: Sequence[str]) -> str:
    """`một, hai và ba`."""
    return " và ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def told(outcome: Outcome | None) -> str:
    return label(outcome).lower() if outcome else ""


def count(number: int) -> str:
    """Numbers below ten take a nought in official texts."""
    return f"{number:02}"
