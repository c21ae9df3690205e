"""The CloudEvents 1.0 envelope in NATS binary mode: what every message carries in its headers, and the body's base model."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar, Self
from urllib.parse import quote, unquote
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from contracts.fields import Base64, Count, Id, Mark, Name

CONTENT_TYPE = "application/json"
SPEC_VERSION = "1.0"
_PLAIN = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '%"')


class Payload(BaseModel):
    """Part of a body: frozen, closed when produced, serialised under the wire names."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)


class PublicEvent(Payload):
    """One public fact. `event_type` is the CloudEvents type and never changes once released."""

    event_type: ClassVar[str]

    @classmethod
    def read(cls, data: bytes | str) -> Self:
        """Parse a received body; fields this version does not know are ignored. Raises pydantic.ValidationError."""
        return cls.model_validate_json(data, extra="ignore")

    def body(self) -> bytes:
        """The JSON body to publish, UTF-8."""
        return self.model_dump_json().encode()


class Sealed(Payload):
    """Personal data as ciphertext under one subject's key; base64 strings. Destroying the key erases it (domain rules, section 12)."""

    subject: Id
    key_version: Count
    alg: Mark
    nonce: Base64
    ciphertext: Base64


class Document(Payload):
    """A document by its key between agencies: organ, number, date. Number and date are empty while it is a draft."""

    organ_id: Id | None = None
    number: Mark | None = None
    symbol: Name
    issued_on: date | None = None

    @property
    def reference(self) -> str:
        """`41/TB-UBND`, or only the symbol of a draft."""
        return f"{self.number}/{self.symbol}" if self.number else self.symbol


class MalformedEnvelope(ValueError):
    """A header is missing or unreadable; `slug` says which rule, `header` which header."""

    def __init__(self, slug: str, header: str) -> None:
        super().__init__(f"{slug}: {header}")
        self.slug = slug
        self.header = header


@dataclass(frozen=True)
class Envelope:
    """Attributes of one message. Instants are UTC, `effective_on` is a local date, `position` is the place in the source's log."""

    id: UUID
    type: str
    source: str
    subject: str
    time: datetime
    aggregate_version: int | None = None
    position: int | None = None
    previous: int | None = None
    correlation_id: str | None = None
    causation_id: str | None = None
    effective_on: date | None = None
    recorded_at: datetime | None = None
    org_id: str | None = None
    actor_ref: str | None = None
    province_code: str | None = None
    admin_unit_code: str | None = None
    rule_pack_id: str | None = None
    calendar_version: str | None = None


HEADERS: Mapping[str, str] = {
    "id": "ce-id",
    "type": "ce-type",
    "source": "ce-source",
    "subject": "ce-subject",
    "time": "ce-time",
    "aggregate_version": "ce-aggregateversion",
    "position": "ce-position",
    "previous": "ce-previous",
    "correlation_id": "ce-correlationid",
    "causation_id": "ce-causationid",
    "effective_on": "ce-effectiveon",
    "recorded_at": "ce-recordedat",
    "org_id": "ce-orgid",
    "actor_ref": "ce-actorref",
    "province_code": "ce-provincecode",
    "admin_unit_code": "ce-adminunitcode",
    "rule_pack_id": "ce-rulepackid",
    "calendar_version": "ce-calendarversion",
}
REQUIRED = ("id", "type", "source", "subject", "time")
_INTEGERS = frozenset({"aggregate_version", "position", "previous"})
_INSTANTS = frozenset({"time", "recorded_at"})


def encode(value: str) -> str:
    """Percent-encode everything outside U+0021-7E, the quote and the percent sign (CloudEvents, header encoding)."""
    return quote(value, safe=_PLAIN)


def decode(value: str) -> str:
    """Undo `encode`. Raises UnicodeDecodeError on bytes that are not UTF-8."""
    return unquote(value, errors="strict")


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def to_headers(envelope: Envelope) -> dict[str, str]:
    """Headers of the message, percent-encoded ASCII; attributes that are None are left out."""
    headers = {"ce-specversion": SPEC_VERSION, "content-type": CONTENT_TYPE, "Nats-Msg-Id": str(envelope.id)}
    for attribute, header in HEADERS.items():
        value = getattr(envelope, attribute)
        if value is not None:
            headers[header] = encode(_written(value))
    return headers


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant names its offset")
    return instant.astimezone(UTC)


def _parsed(attribute: str, text: str) -> object:
    if attribute == "id":
        return UUID(text)
    if attribute in _INTEGERS:
        return int(text)
    if attribute in _INSTANTS:
        return _instant(text)
    if attribute == "effective_on":
        return date.fromisoformat(text)
    return text


def from_headers(headers: Mapping[str, str] | None) -> Envelope:
    """Read an envelope; header names are taken without regard to case. Raises MalformedEnvelope."""
    received = {name.lower(): value for name, value in (headers or {}).items()}
    if received.get("ce-specversion") != SPEC_VERSION:
        raise MalformedEnvelope("unknown_specversion", "ce-specversion")
    values: dict[str, object] = {}
    for attribute, header in HEADERS.items():
        raw = received.get(header)
        if not raw:
            if attribute in REQUIRED:
                raise MalformedEnvelope("header_missing", header)
            continue
        try:
            values[attribute] = _parsed(attribute, decode(raw))
        except ValueError as error:
            raise MalformedEnvelope("header_unreadable", header) from error
    if received.get("nats-msg-id", str(values["id"])).lower() != str(values["id"]):
        raise MalformedEnvelope("message_id_differs", "nats-msg-id")
    return Envelope(**values)  # type: ignore[arg-type]
