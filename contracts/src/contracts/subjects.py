"""Subjects, streams and sources: where each message travels, as the only spelling of those names."""

import re
from dataclasses import dataclass

EVENTS = "EVENTS"
INBOUND = "INBOUND"
RECEIPTS = "RECEIPTS"
STREAMS = {EVENTS: ("evt.>",), INBOUND: ("in.>",), RECEIPTS: ("receipt.>",)}

TYPE_ROOT = "vn.gov.doithoai"
SERVICES = ("intake", "sessions", "followup", "notify", "reporting")
AGENCY = "agency"

_TOKEN = r"[a-z0-9-]{1,60}"  # noqa: S105
_IDENTIFIER = r"[A-Za-z0-9-]{1,64}"
_TYPE = re.compile(rf"^vn\.gov\.doithoai\.(?P<service>{_TOKEN})\.(?P<aggregate>{_TOKEN})\.(?P<event>{_TOKEN})\.v(?P<version>[1-9]\d*)$")
_EVENT = re.compile(
    rf"^evt\.(?P<org>{_TOKEN})\.(?P<service>{_TOKEN})\.(?P<aggregate>{_TOKEN})\.(?P<event>{_TOKEN})\.v(?P<version>[1-9]\d*)$",
)
_INBOUND = re.compile(rf"^in\.(?P<agency>{_TOKEN})\.(?P<event>{_TOKEN})\.v(?P<version>[1-9]\d*)$")
_RECEIPT = re.compile(rf"^receipt\.(?P<agency>{_TOKEN})\.(?P<event_id>{_IDENTIFIER})$")
_SOURCE = re.compile(rf"^urn:doithoai:(?P<owner>{_TOKEN}):(?P<name>{_TOKEN})$")


class UnknownSubject(ValueError):
    """The text is not one of our subjects, types or sources."""


@dataclass(frozen=True)
class EventType:
    """The parts of a CloudEvents type."""

    service: str
    aggregate: str
    event: str
    version: int


@dataclass(frozen=True)
class EventSubject:
    """`evt.<org>.<service>.<aggregate>.<event>.v<n>`."""

    org: str
    service: str
    aggregate: str
    event: str
    version: int

    @property
    def type(self) -> str:
        return f"{TYPE_ROOT}.{self.service}.{self.aggregate}.{self.event}.v{self.version}"


@dataclass(frozen=True)
class InboundSubject:
    """`in.<agency>.<event>.v<n>`."""

    agency: str
    event: str
    version: int


@dataclass(frozen=True)
class ReceiptSubject:
    """`receipt.<agency>.<event-id>`."""

    agency: str
    event_id: str


@dataclass(frozen=True)
class Source:
    """Who wrote the message: a service of an organisation, or an agency's own system (`name` = "agency" stands first)."""

    owner: str
    name: str

    @property
    def agency(self) -> str | None:
        """The agency's token, or None when one of our services wrote the message."""
        return self.name if self.owner == AGENCY else None


def _match(pattern: re.Pattern[str], text: str) -> dict[str, str]:
    found = pattern.match(text)
    if not found:
        raise UnknownSubject(text)
    return found.groupdict()


def _token(text: str) -> str:
    if not re.fullmatch(_TOKEN, text):
        raise UnknownSubject(text)
    return text


def parse_type(type_: str) -> EventType:
    """Split a CloudEvents type. Raises UnknownSubject."""
    parts = _match(_TYPE, type_)
    return EventType(parts["service"], parts["aggregate"], parts["event"], int(parts["version"]))


def event_subject(org: str, type_: str) -> str:
    """Canonical subject of a public event: `evt.<org>.<service>.<aggregate>.<event>.v<n>`."""
    parts = parse_type(type_)
    return f"evt.{_token(org)}.{parts.service}.{parts.aggregate}.{parts.event}.v{parts.version}"


def parse_event_subject(subject: str) -> EventSubject:
    """Raises UnknownSubject."""
    parts = _match(_EVENT, subject)
    return EventSubject(parts["org"], parts["service"], parts["aggregate"], parts["event"], int(parts["version"]))


def inbound_subject(agency: str, event: str, version: int = 1) -> str:
    """Where an agency publishes: `in.<agency>.<event>.v<n>`."""
    return f"in.{_token(agency)}.{_token(event)}.v{version}"


def parse_inbound_subject(subject: str) -> InboundSubject:
    """Raises UnknownSubject."""
    parts = _match(_INBOUND, subject)
    return InboundSubject(parts["agency"], parts["event"], int(parts["version"]))


def receipt_subject(agency: str, event_id: str) -> str:
    """Where the answer to an agency's event is published: `receipt.<agency>.<event-id>`."""
    if not re.fullmatch(_IDENTIFIER, event_id):
        raise UnknownSubject(event_id)
    return f"receipt.{_token(agency)}.{event_id}"


def parse_receipt_subject(subject: str) -> ReceiptSubject:
    """Raises UnknownSubject."""
    parts = _match(_RECEIPT, subject)
    return ReceiptSubject(parts["agency"], parts["event_id"])


def source_filter(service: str, org: str = "*") -> str:
    """Filter of a consumer that hears one service whole (a narrower one cannot see holes)."""
    return f"evt.{org}.{service}.>"


def service_source(org: str, service: str) -> str:
    """`ce-source` of a service's log."""
    return f"urn:doithoai:{_token(org)}:{_token(service)}"


def agency_source(agency: str) -> str:
    """`ce-source` of an agency's system."""
    return f"urn:doithoai:{AGENCY}:{_token(agency)}"


def parse_source(source: str) -> Source:
    """Raises UnknownSubject."""
    parts = _match(_SOURCE, source)
    return Source(parts["owner"], parts["name"])
