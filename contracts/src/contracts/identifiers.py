"""Identifiers anyone can compute, and the shapes of official codes and document numbers (domain rules, sections 9 and 11)."""

import re
import unicodedata
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from contracts.vocabulary import DutyKind

NAMESPACE = uuid5(NAMESPACE_URL, "https://doithoai.gov.vn/identifiers")

_OLD_AGENCY_ID = re.compile(r"^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$")
_AGENCY_ID = re.compile(r"^[A-Z]\d{2}(\.[A-Z0-9]{1,4}){0,7}$")
_STATE = re.compile(
    r"^(?P<num>\d{1,5})(?P<sfx>[a-z]?)(?:/(?P<year>(?:19|20)\d{2}))?/(?P<sym>[A-ZĐ][A-Za-zĐđ0-9&]*(?:-[A-ZĐ][A-Za-zĐđ0-9&]*)*)$",
)
_PARTY = re.compile(r"^(?P<num>\d{1,5})-(?P<type>[A-ZĐ][A-Za-zĐđi]*)/(?P<org>[A-ZĐ][A-Za-zĐđ0-9]*)$")
_AGENCY_ID_LENGTH = 35


def case_id(session_id: str, opinion_id: str) -> UUID:
    """The case of an opinion assigned at a session: uuid5(NAMESPACE, "case:<session_id>:<opinion_id>"), so an agency can name it first."""
    return uuid5(NAMESPACE, f"case:{session_id}:{opinion_id}")


def duty_id(session_id: str, kind: DutyKind) -> UUID:
    """The chair's duty of one kind for a session: uuid5(NAMESPACE, "duty:<session_id>:<kind>")."""
    return uuid5(NAMESPACE, f"duty:{session_id}:{kind.value}")


def duty_of(subject_id: str, kind: DutyKind, owner_org_id: str) -> UUID:
    """A duty that several owners have towards one subject: uuid5(NAMESPACE, "duty:<subject_id>:<kind>:<owner_org_id>")."""
    return uuid5(NAMESPACE, f"duty:{subject_id}:{kind.value}:{owner_org_id}")


def is_agency_id(text: str) -> bool:
    """QĐ 20/2020/QĐ-TTg, at most 35 characters."""
    return len(text) <= _AGENCY_ID_LENGTH and bool(_AGENCY_ID.match(text))


def is_old_agency_id(text: str) -> bool:
    """QCVN 102:2016; kept as an alias, never derived from the new form."""
    return bool(_OLD_AGENCY_ID.match(text))


@dataclass(frozen=True)
class StateNumber:
    """`37/2019/QĐ-UBND`, `1239/UBND-NC`: NĐ 30/2020/NĐ-CP."""

    number: int
    suffix: str
    year: int | None
    symbol: str


@dataclass(frozen=True)
class PartyNumber:
    """`429-QĐ/TU`: Quy định 399-QĐ/TW. `QĐi` and `QĐ` name the same kind of document."""

    number: int
    kind: str
    organ: str


class UnreadableNumber(ValueError):
    """The text is neither a state nor a Party document number."""


def parse_document_number(text: str) -> StateNumber | PartyNumber:
    """Read a printed number; blanks inside it are ignored. Raises UnreadableNumber."""
    bare = unicodedata.normalize("NFC", "".join(text.split()))
    if found := _STATE.match(bare):
        return StateNumber(int(found["num"]), found["sfx"], int(found["year"]) if found["year"] else None, found["sym"])
    if found := _PARTY.match(bare):
        kind = found["type"]
        return PartyNumber(int(found["num"]), kind.removesuffix("i") if kind == "QĐi" else kind, found["org"])
    raise UnreadableNumber(text)
