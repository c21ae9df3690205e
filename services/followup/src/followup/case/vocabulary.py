"""Words of the case: who must be told of a reply, what is flagged, what an agency asks and says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.envelope import Document
from contracts.vocabulary import Outcome

CHAIR_ROLE = "chairperson"


class Leg(StrEnum):
    """Whom the agency reports to at the same time as it replies (Kế hoạch 570/KH-UBND; features: the three-leg reply)."""

    PARTY_COMMITTEE = "party_committee"
    GOVERNMENT = "government"
    CHAIR = "chair"


LEG_NAMES = {Leg.PARTY_COMMITTEE: "Cấp ủy cùng cấp", Leg.GOVERNMENT: "Ủy ban nhân dân cùng cấp", Leg.CHAIR: "Người chủ trì đối thoại"}
LEG_WORDS = {
    "party_committee": Leg.PARTY_COMMITTEE,
    "government": Leg.GOVERNMENT,
    "people_committee": Leg.GOVERNMENT,
    "chair": Leg.CHAIR,
    "chairperson": Leg.CHAIR,
}


class Flag(StrEnum):
    """What readers of a figure should know about a reply or a closed case."""

    INCOMPLETE_REPORTING = "INCOMPLETE_REPORTING"
    REPLY_DATE_MISMATCH = "REPLY_DATE_MISMATCH"
    SUPPLEMENTS_EARLIER = "SUPPLEMENTS_EARLIER"
    DELIVERY_UNPROVEN = "DELIVERY_UNPROVEN"
    CORRECTS_EARLIER = "CORRECTS_EARLIER"
    ROADMAP_MISSING = "ROADMAP_MISSING"


class CommunicatedBy(StrEnum):
    """How a due date became known outside, after which no recalculation may shorten it (A-11)."""

    CONCLUSION_NOTICE = "CONCLUSION_NOTICE"
    NOTICE = "NOTICE"
    REMINDER = "REMINDER"
    EXTENSION = "EXTENSION"


@dataclass(frozen=True)
class Directory:
    """Which organisations are Party committees and which are governments: what a list of addressees is read with."""

    party: frozenset[str] = frozenset()
    government: frozenset[str] = frozenset()

    def leg_of(self, addressee: str, host_org_id: str) -> Leg | None:
        """Return the leg this addressee stands for: a word (`party_committee`, `government`, `chair`) or an organisation's id."""
        if addressee in LEG_WORDS:
            return LEG_WORDS[addressee]
        if addressee in self.party:
            return Leg.PARTY_COMMITTEE
        if addressee in self.government:
            return Leg.GOVERNMENT
        return Leg.CHAIR if addressee == host_org_id else None

    def missing_legs(self, addressees: tuple[str, ...], host_org_id: str) -> tuple[Leg, ...]:
        """Return the legs nobody in the list stands for; one addressee stands for one leg."""
        told = {self.leg_of(addressee, host_org_id) for addressee in addressees}
        return tuple(leg for leg in Leg if leg not in told)


NO_DIRECTORY = Directory()


@dataclass(frozen=True)
class LegEvidence:
    """One addressee was told on a day, and what proves it."""

    addressee: str
    reported_on: date
    doc: Document | None = None


@dataclass(frozen=True)
class Roadmap:
    """When and how a matter in plan will be settled. Both texts are public and reviewed; they name no person."""

    expected_on: date
    steps: str = ""
    budget_note: str = ""


@dataclass(frozen=True)
class Reply:
    """What an agency says in writing. `said_on` is the local date of the message or entry, `issued_on` the document's own date.

    `corrects` names the earlier reply that this one sets right. `evidence` is kept per addressee, where it was given.
    """

    reply_id: str
    opinion_ids: tuple[str, ...]
    issuing_org_id: str
    reply_doc: Document
    outcome: Outcome
    summary_plain: str
    reported_to: tuple[str, ...]
    said_on: date
    issued_on: date | None = None
    corrects: str | None = None
    roadmap: Roadmap | None = None
    evidence: tuple[LegEvidence, ...] = ()

    @property
    def counts_on(self) -> date:
        """The date that decides whether it is on time (A-23): the document's, else that of the message."""
        return self.issued_on or self.reply_doc.issued_on or self.said_on

    @property
    def dates_differ(self) -> bool:
        return self.counts_on != self.said_on


@dataclass(frozen=True)
class ExtensionWish:
    """More time, as the agency asks for it (DL-09, DL-10)."""

    requested_on: date
    proposed_due_on: date
    reason: str
    citizen_notice_doc: Document | None
    reported_to_org_id: str | None
    legal_basis: str | None
    cap_on: date | None = None


@dataclass(frozen=True)
class Predecessor:
    """Had the case until its own last day, as its holder or as the superior it was referred to; what it dated until then still counts."""

    org_id: str
    last_day: date
    superior: bool = False
