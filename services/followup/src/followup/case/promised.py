"""What happens beside answering: a first word on the way, a promise and what became of it, urging, another holder. Stored events."""

from dataclasses import dataclass
from datetime import date, datetime

from contracts.envelope import Document
from contracts.vocabulary import Satisfaction
from followup.deadlines.schedule import Schedule


@dataclass(frozen=True)
class InterimReplyIssued:
    """A first answer: it closes nothing and stops no clock."""

    case_id: str
    reply_id: str
    opinion_ids: tuple[str, ...]
    issuing_org_id: str
    reply_doc: Document
    issued_on: date
    summary_plain: str
    expected_reply_on: date | None


@dataclass(frozen=True)
class CommitmentMade:
    """`commitment_id` is the id of the reply that promised; `expected_on` None when it came without a roadmap."""

    case_id: str
    commitment_id: str
    opinion_ids: tuple[str, ...]
    owner_org_id: str
    made_on: date
    expected_on: date | None
    steps: str
    budget_note: str


@dataclass(frozen=True)
class CommitmentRescheduled:
    case_id: str
    commitment_id: str
    old_expected_on: date | None
    new_expected_on: date
    reason: str


@dataclass(frozen=True)
class CommitmentReminded:
    """The date of an open promise is near, or `passed`; said once for each date.

    `of_reply`: what was promised is the reply itself, and `commitment_id` is the interim reply or the notice of delay that named the date.
    """

    case_id: str
    commitment_id: str
    owner_org_id: str
    expected_on: date
    passed: bool
    of_reply: bool = False


@dataclass(frozen=True)
class CommitmentReminderPostponed:
    """The moment to recall a promise lies outside office hours: it waits until the office opens."""

    case_id: str
    commitment_id: str
    expected_on: date
    passed: bool
    until: datetime
    of_reply: bool = False


@dataclass(frozen=True)
class CommitmentWithdrawn:
    case_id: str
    commitment_id: str
    withdrawn_on: date
    reason: str


@dataclass(frozen=True)
class ResolutionRecorded:
    case_id: str
    commitment_id: str
    opinion_ids: tuple[str, ...]
    resolved_on: date
    summary_plain: str
    doc: Document | None


@dataclass(frozen=True)
class CaseUrged:
    """By hand, by somebody who tracks the case."""

    case_id: str
    urged_on: date
    by_role: str
    by_org_id: str | None
    to_org_id: str
    due_on: date | None
    note: str


@dataclass(frozen=True)
class CasePassedToSuccessor:
    """`from_org_id` ended on the day before `effective_on`; the fields behind the decision are who holds the case from then on.

    `superior_org_id` is None unless the superior the case was referred to is the one that ended. `referral_ended`: that superior has nobody
    after it, the case runs again with its host, by `schedule`. `party_committee_id` is that of the successor's level, and counts where the host
    is another one from now on.
    """

    case_id: str
    from_org_id: str
    to_org_id: str
    effective_on: date
    decision_doc: Document | None
    assigned_agency_id: str
    host_org_id: str
    co_agencies: tuple[str, ...]
    superior_org_id: str | None = None
    referral_ended: bool = False
    schedule: Schedule | None = None
    party_committee_id: str | None = None


@dataclass(frozen=True)
class OpinionsJoined:
    """Merged into an opinion of the case; each keeps its own reply duty. `answers` are all opinions of the case from now on."""

    case_id: str
    opinion_ids: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class ReferralDeclined:
    """The chair keeps the matter where it is."""

    case_id: str
    superior_org_id: str
    decided_by_role: str
    because: str


@dataclass(frozen=True)
class SatisfactionRecorded:
    case_id: str
    opinion_id: str
    satisfaction: Satisfaction
    recorded_on: date
