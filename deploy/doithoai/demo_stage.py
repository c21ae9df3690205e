"""What the players of the demonstration share: the way to the services, and the ids by which the services know the sample."""

from dataclasses import dataclass, field
from datetime import datetime

from chassis.ids import derived_id
from contracts.identifiers import case_id
from contracts.workdays import local_date
from doithoai.demo_agencies import Agencies
from doithoai.demo_backfile import RECORDS_OFFICE
from doithoai.demo_offices import Declined, Offices
from doithoai.demo_scenario import ERASED
from doithoai.sample.reading import Dialogue, Opinion, dialogues
from doithoai.sample.submitters import CANARY, Submitter

OFFICE, CHAIR, AGENCY, SECRETARY, OPERATOR, ADMINISTRATOR = (
    "dialogue_office", "chairperson", "assigned_agency", "secretary", "operator", "administrator",
)  # fmt: skip


@dataclass
class Book:
    """Ids the services acknowledged, by the sample's own keys."""

    sessions: dict[str, str] = field(default_factory=dict)
    opinions: dict[str, str] = field(default_factory=dict)
    replies: dict[str, str] = field(default_factory=dict)
    declined: list[Declined] = field(default_factory=list)


@dataclass
class Stage:
    """One performance. `now` is the simulated instant of the acts being played."""

    offices: Offices
    agencies: Agencies
    public_key: bytes
    now: datetime
    book: Book = field(default_factory=Book)

    def case(self, opinion_key: str) -> str:
        """The case of an assigned opinion, as anybody can compute it."""
        return str(case_id(self.book.sessions[opinion_key.rsplit("-", 1)[0]], self.book.opinions[opinion_key]))


DIALOGUES = {dialogue.id: dialogue for dialogue in dialogues()}
OPINIONS = {opinion.key: opinion for dialogue in dialogues() for opinion in dialogue.opinions}


def dialogue_of(opinion_key: str) -> Dialogue:
    return DIALOGUES[opinion_key.rsplit("-", 1)[0]]


def submitter_of(opinion: Opinion) -> Submitter:
    """The one that will be erased is somebody nobody else is called like."""
    return CANARY if opinion.key == ERASED else opinion.submitter


def session_id(dialogue_id: str) -> str:
    """The id under which a dialogue of the sample is scheduled or recorded."""
    return str(derived_id("demo-session", dialogue_id))


def opinion_id(opinion_key: str) -> str:
    """The id under which an opinion is registered at the counter or by file."""
    return str(derived_id("demo-opinion", opinion_key))


def receiver_of(dialogue: Dialogue) -> str:
    """The office that takes opinions in; the back file is typed in by the province's."""
    return dialogue.office_org_id or RECORDS_OFFICE


def document(organ_id: str, number: int, symbol: str, now: datetime) -> dict[str, str]:
    """A numbered and dated document of an organisation."""
    return {"organ_id": organ_id, "number": str(number), "symbol": symbol, "issued_on": local_date(now).isoformat()}
