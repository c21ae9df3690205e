"""What a notice says, as facts: never a name, never the text of an opinion; sentences are made from them by the templates."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from contracts.envelope import Document
from notify.notice.vocabulary import Purpose


@dataclass(frozen=True)
class ClusterMeeting:
    """The part of a session held for one cluster of villages."""

    cluster: str
    starts_at: datetime
    venue: str


@dataclass(frozen=True)
class SessionLetter:
    """A session as invited people and the public are told of it. `replaces` is the earlier start that no longer holds.

    `co_host_names`: those who hold a joint session together with the host, in whose name the notice goes out.
    """

    session_id: str
    host_name: str
    chair: str
    audience: tuple[str, ...]
    plan_year: int
    starts_at: datetime
    ends_at: datetime | None = None
    venue: str = ""
    online_url: str | None = None
    topic: str | None = None
    opinions_before: date | None = None
    replaces: datetime | None = None
    reason: str | None = None
    next_starts_at: datetime | None = None
    host_symbol: str | None = None
    co_host_names: tuple[str, ...] = ()
    clusters: tuple[ClusterMeeting, ...] = ()
    kind: Literal["session"] = "session"


@dataclass(frozen=True)
class DeadlineLetter:
    """A due date as an office is reminded of it. `level` is D5, D2, D0, MISSED, L1 to L4; PROMISE_NEAR or PROMISE_PASSED, where `due_on` is the
    date on which a promise is expected to be kept; REPLY_NEAR or REPLY_PASSED, where it is the day for which a reply was announced; URGED or ASSIGNED with the words of whoever urges or decides;
    SUCCEEDED to who takes a case over from an organisation that ended (`from_name`, `effective_on`, `decision`), HANDED_OVER to those who
    had it. `due_on` None: what is urged or handed on has no limit. `referred`: the one that ended was the superior the case waits for; `returned`: and nobody follows it; `closed`: it was answered, only a promise or its reporting is left.
    `promise`: what is known of the promise whose date is recalled.
    """

    target_kind: str
    target_id: str
    level: str
    due_on: date | None
    owner_name: str
    duty: str = ""
    session_id: str | None = None
    held_on: date | None = None
    summary: str | None = None
    working_days_late: int = 0
    note: str | None = None
    from_name: str = ""
    to_name: str = ""
    effective_on: date | None = None
    decision: Document | None = None
    closed: bool = False
    referred: bool = False
    returned: bool = False
    promise: str | None = None
    kind: Literal["deadline"] = "deadline"


@dataclass(frozen=True)
class ReplyLetter:
    """What a submitter is told of an own opinion: received, answered, late, or referred to a superior."""

    opinion_ids: tuple[str, ...]
    office_name: str
    case_id: str | None = None
    held_on: date | None = None
    doc_number: str | None = None
    doc_symbol: str | None = None
    doc_issued_on: date | None = None
    outcome: str | None = None
    summary: str | None = None
    expected_on: date | None = None
    superior_name: str | None = None
    forwarded: bool = False
    lookup_code: str | None = None
    corrects: bool = False
    kind: Literal["reply"] = "reply"


def hosts(letter: SessionLetter) -> str:
    """The host, and in a joint session those it is held with."""
    if not letter.co_host_names:
        return letter.host_name
    first, last = ", ".join(letter.co_host_names[:-1]), letter.co_host_names[-1]
    return f"{letter.host_name} phối hợp với {f'{first} và ' if first else ''}{last}"


Letter: TypeAlias = SessionLetter | DeadlineLetter | ReplyLetter


def document_symbol(purpose: Purpose, letter: Letter) -> str | None:
    """Symbol of the invitation as a document: `GM-VPUB`; the office adds number and date when it registers it."""
    if purpose is not Purpose.INVITATION or not isinstance(letter, SessionLetter):
        return None
    return f"GM-{letter.host_symbol}" if letter.host_symbol else "GM"
