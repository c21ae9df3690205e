"""Everything somebody does in the demonstration, as plain data: who, what, about which dialogue or opinion of the sample."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal, TypeAlias

from contracts.workdays import LOCAL


@dataclass(frozen=True)
class LoadCalendar:
    """A version of the working calendar; `unknown_yet` are days that differ but had not been announced when it was made."""

    version: str
    unknown_yet: tuple[date, ...] = ()


@dataclass(frozen=True)
class LoadRulePack:
    """One of the packs that come with followup."""

    rule_pack_id: str


@dataclass(frozen=True)
class RegisterOrganisations:
    ids: tuple[str, ...]


@dataclass(frozen=True)
class CloseOrganisations:
    ids: tuple[str, ...]
    last_day: date


@dataclass(frozen=True)
class IssuePlan:
    plan_id: str


@dataclass(frozen=True)
class ScheduleSession:
    dialogue_id: str


@dataclass(frozen=True)
class RegisterOpinion:
    """One opinion at the counter (HTTP), or sealed by an agency's own software (NATS, under `agency`)."""

    opinion_key: str
    agency: str | None = None


@dataclass(frozen=True)
class ImportOpinions:
    """Opinions of one dialogue as the file an office sends."""

    dialogue_id: str
    opinion_keys: tuple[str, ...]
    unit_org_id: str


@dataclass(frozen=True)
class ClassifyOpinion:
    opinion_key: str


@dataclass(frozen=True)
class SubmitUnitList:
    """A unit's list before the cut-off; without opinions it is a nil return."""

    dialogue_id: str
    unit_org_id: str
    opinion_keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class CloseCutoff:
    dialogue_id: str


@dataclass(frozen=True)
class ApproveInvitations:
    dialogue_id: str


@dataclass(frozen=True)
class PrepareSession:
    """Agenda approved, security arranged, secretary appointed."""

    dialogue_id: str


@dataclass(frozen=True)
class OpenSession:
    dialogue_id: str


@dataclass(frozen=True)
class RecordSlip:
    dialogue_id: str
    opinion_key: str
    slip_no: int


@dataclass(frozen=True)
class TakeTurn:
    dialogue_id: str
    slip_no: int
    override_reason: str | None = None


@dataclass(frozen=True)
class AnswerAtSession:
    dialogue_id: str
    opinion_key: str


@dataclass(frozen=True)
class AssignAtSession:
    dialogue_id: str
    opinion_key: str
    agency_org_id: str
    complex: bool


@dataclass(frozen=True)
class ConcludeSession:
    """Minutes adopted, then concluded."""

    dialogue_id: str


@dataclass(frozen=True)
class IssueConclusionNotice:
    dialogue_id: str
    number: int
    issued_on: date


@dataclass(frozen=True)
class SubmitSessionReport:
    """After a dialogue with the people (DL-12)."""

    dialogue_id: str
    number: int
    issued_on: date


@dataclass(frozen=True)
class IssueResultNotice:
    """Results made public; for a commune within ten days of the session (DL-06)."""

    dialogue_id: str
    number: int
    issued_on: date


@dataclass(frozen=True)
class Reply:
    """A written reply to one opinion; with `agency` it travels over NATS, else through the API."""

    opinion_key: str
    issuing_org_id: str
    issued_on: date
    outcome: str
    number: int
    agency: str | None = None


@dataclass(frozen=True)
class DeliverReply:
    """The submitter has the reply in hand; with the report complete this closes the case."""

    opinion_key: str


@dataclass(frozen=True)
class Reclassify:
    opinion_key: str
    reason: str


@dataclass(frozen=True)
class AskExtension:
    """Without `citizen_notice` the submitter was not told: the service must turn it down."""

    opinion_key: str
    proposed_due_on: date
    citizen_notice: bool


@dataclass(frozen=True)
class DecideExtension:
    """The chair's word on what was asked."""

    opinion_key: str
    grant: bool


@dataclass(frozen=True)
class ReferUp:
    opinion_key: str
    superior_org_id: str


@dataclass(frozen=True)
class SuperiorAnswered:
    opinion_key: str


@dataclass(frozen=True)
class EraseSubmitter:
    opinion_key: str


@dataclass(frozen=True)
class CloseReportData:
    """The province's office fixes the figures of a periodic report, on the day its data close (DL-16)."""

    year: int
    key: str


@dataclass(frozen=True)
class SendReport:
    """The report is written and sent on the day it is due (DL-13, DL-15)."""

    year: int
    key: str
    number: int


@dataclass(frozen=True)
class RecordSession:
    """The light path: a dialogue of the back file, written down afterwards."""

    dialogue_id: str


@dataclass(frozen=True)
class PublishConcluded:
    """The same dialogue told by the host's own software over NATS; only where the day is known."""

    dialogue_id: str
    agency: str


Fault: TypeAlias = Literal[
    "not-json", "plaintext-person", "unknown-organisation", "future-dated", "unknown-version", "district-after-its-end", "wrong-issuer"
]


@dataclass(frozen=True)
class PublishFault:
    """An agency's software gets it wrong; the receipt must refuse and nothing must stop. `about` names an opinion or a dialogue."""

    agency: str
    fault: Fault
    about: str


@dataclass(frozen=True)
class PublishTwice:
    """The reply of `reply` once more, byte for byte: same receipt, nothing new."""

    reply: Reply


Act: TypeAlias = (
    LoadCalendar
    | LoadRulePack
    | RegisterOrganisations
    | CloseOrganisations
    | IssuePlan
    | ScheduleSession
    | RegisterOpinion
    | ImportOpinions
    | ClassifyOpinion
    | SubmitUnitList
    | CloseCutoff
    | ApproveInvitations
    | PrepareSession
    | OpenSession
    | RecordSlip
    | TakeTurn
    | AnswerAtSession
    | AssignAtSession
    | ConcludeSession
    | IssueConclusionNotice
    | SubmitSessionReport
    | IssueResultNotice
    | Reply
    | DeliverReply
    | Reclassify
    | AskExtension
    | DecideExtension
    | ReferUp
    | SuperiorAnswered
    | EraseSubmitter
    | CloseReportData
    | SendReport
    | RecordSession
    | PublishConcluded
    | PublishFault
    | PublishTwice
)


@dataclass(frozen=True)
class Dated:
    """An act at a UTC instant. Of one instant, a lower `rank` is finished before a higher one starts; equal ranks do not depend on each other."""

    at: datetime
    rank: int
    act: Act


def instant(day: date, hour: int, minute: int = 0) -> datetime:
    """The UTC instant of a local wall time in Việt Nam."""
    return datetime.combine(day, time(hour, minute), tzinfo=LOCAL).astimezone(UTC)
