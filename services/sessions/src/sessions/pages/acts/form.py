"""One act as a form: who may do it, when it makes sense, what is filled in, and the command it becomes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from chassis.privacy.keys import Vault
from contracts.envelope import Document
from contracts.fields import Name
from contracts.labels import label
from contracts.vocabulary import Channel
from sessions.acting import Asking
from sessions.dialogue_session.commands import DialogueSessionCommand
from sessions.org_unit.on_file import OrgOnFile
from sessions.standing import Standing

HERE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
Choices: TypeAlias = Sequence[tuple[str, str]]


def _here(value: Any) -> Any:
    """A local moment from the browser's field (`2026-02-26T08:00`) gets the country's offset."""
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("Ngày giờ chưa đúng.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=HERE)


Short = Annotated[str, StringConstraints(max_length=40)]
LocalMoment = Annotated[datetime, BeforeValidator(_here)]


class Filled(BaseModel):
    """What stands in a form."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_max_length=2000)


class NoFields(Filled):
    """The button says everything."""


class DocumentFields(Filled):
    """A document by number, symbol and day, as three fields."""

    number: Short | None = None
    symbol: Name
    issued_on: date | None = None

    @property
    def doc(self) -> Document:
        return Document(number=self.number, symbol=self.symbol, issued_on=self.issued_on)


@dataclass(frozen=True)
class Around:
    """What the fields choose from: the directory, and the opinions of the list under their reviewed summaries."""

    standing: Standing
    organisations: Choices
    summaries: Mapping[str, str]

    def opinions(self, ids: Sequence[str]) -> Choices:
        return [(each, self.summaries.get(each) or f"Ý kiến {each}") for each in ids]


@dataclass(frozen=True)
class Asked:
    """Evidence a command needs; `orgs` holds every organisation the form names and the hosts of the session."""

    session_id: str
    now: datetime
    role: str
    orgs: Mapping[str, OrgOnFile]
    vault: Vault


@dataclass(frozen=True)
class Field:
    """`kind`: text, area, number, date, moment, choice, checks, organisation, organisations."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    required: bool = False
    choices: Choices | Callable[[Around], Choices] = ()
    first: str | Callable[[Around], str] = ""

    def begin_with(self, around: Around) -> str:
        """What stands in the field when the form is shown for the first time."""
        return self.first(around) if callable(self.first) else self.first

    def choose_from(self, around: Around) -> Choices:
        if self.kind in ("organisation", "organisations"):
            return around.organisations
        return self.choices(around) if callable(self.choices) else self.choices


@dataclass(frozen=True)
class ActForm:
    """`make` builds the command from the filled form."""

    slug: str
    title: str
    permission: str
    stands: Callable[[Standing], bool]
    make: Callable[[Any, Asked], DialogueSessionCommand | Asking[DialogueSessionCommand]]
    model: type[Filled] = NoFields
    fields: tuple[Field, ...] = ()
    button: str = "Ghi"
    hint: str = ""
    primary: bool = field(default=False)

    def organisations_in(self, filled: Filled) -> tuple[str, ...]:
        """The organisations this form names."""
        found: list[str] = []
        for each in self.fields:
            value = getattr(filled, each.name, None)
            if each.kind == "organisation" and value:
                found.append(value)
            elif each.kind == "organisations" and value:
                found.extend(value)
        return tuple(found)


PAPER_FIELDS = (
    Field("number", "Số", hint="Ví dụ: 05"),
    Field("symbol", "Ký hiệu", hint="Ví dụ: TB-UBND", required=True),
    Field("issued_on", "Ngày ban hành", "date"),
)
CHANNELS: Choices = [(each.value, label(each)) for each in Channel]
