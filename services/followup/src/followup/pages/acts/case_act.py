"""One act on a case as a form: what it is called, who may do it, in which states it is offered, which fields it asks, which command comes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from contracts.envelope import Document
from contracts.fields import Name, Text
from followup.acting import Act
from followup.case.commands import CaseCommand

Choices = Sequence[tuple[str, str]]


class Form(BaseModel):
    """What was filled in; a field nobody knows is told instead of ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WithDocument(Form):
    """Number, symbol and date of the document the act rests on."""

    doc_number: Text | None = None
    doc_symbol: Name
    doc_issued_on: date | None = None

    def document(self) -> Document:
        return Document(number=self.doc_number, symbol=self.doc_symbol, issued_on=self.doc_issued_on)


class WithNotice(Form):
    """The document by which the person behind the opinion was told."""

    notice_number: Text | None = None
    notice_symbol: Name | None = None
    notice_issued_on: date | None = None

    def notice(self) -> Document | None:
        """None: nobody was told yet, which the decision refuses in its own words."""
        if self.notice_symbol is None:
            return None
        return Document(number=self.notice_number, symbol=self.notice_symbol, issued_on=self.notice_issued_on)


@dataclass(frozen=True)
class Field:
    """`kind`: text, area, date, select or checks. Choices and the value shown first are read from the case when the form opens."""

    name: str
    label: str
    kind: str = "text"
    required: bool = False
    hint: str = ""
    choices: Callable[[Act], Choices] | None = None
    first: Callable[[Act], Any] | None = None
    whom: Callable[[Act], str] | None = None
    """Said before the hint, read from the case."""


@dataclass(frozen=True)
class CaseAct:
    """`offered` says whether the act makes sense now; the decision itself has the last word. `intro` is shown above the form."""

    name: str
    title: str
    button: str
    permission: str
    form: type[Form]
    command: Callable[[Act, Any], CaseCommand]
    offered: Callable[[Act], bool]
    fields: tuple[Field, ...] = ()
    intro: str = ""
    group: str = ""


DOCUMENT = (
    Field("doc_number", "Số văn bản", hint="Ví dụ: 77"),
    Field("doc_symbol", "Ký hiệu văn bản", required=True, hint="Ví dụ: SNV-VP"),
    Field("doc_issued_on", "Ngày văn bản", "date"),
)
NOTICE = (
    Field("notice_number", "Số văn bản đã thông báo cho người có ý kiến"),
    Field("notice_symbol", "Ký hiệu văn bản đã thông báo cho người có ý kiến", hint="Bắt buộc phải thông báo trước khi đề nghị"),
    Field("notice_issued_on", "Ngày thông báo cho người có ý kiến", "date"),
)


def organisations(act: Act) -> Choices:
    """Organisations that exist today, by name."""
    directory = act.rules.organisations
    today = act.today
    named = [(org_id, directory.name(org_id)) for org_id in directory.rows if not directory.ended(org_id, today)]
    return sorted(named, key=lambda each: each[1])


def issuers(act: Act) -> Choices:
    """Who may answer for the case, the acting person's own organisation first."""
    own = act.actor.org_id
    ordered = sorted(act.facts.issuers, key=lambda each: (each != own, each != act.facts.assigned_agency_id))
    return [(each, act.rules.organisations.name(each)) for each in ordered]
