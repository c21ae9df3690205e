"""The catalogue: every public event with its model, owner, stream and hearers. Schemas and AsyncAPI are derived from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from contracts import agencies, followup, intake, notify, reporting, sessions
from contracts.envelope import PublicEvent
from contracts.subjects import AGENCY, EVENTS, INBOUND, RECEIPTS, event_subject, parse_type

HEARD_BY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "intake": ("sessions", "followup", "notify", "reporting"),
        "sessions": ("intake", "followup", "notify", "reporting"),
        "followup": ("intake", "sessions", "notify", "reporting"),
        "notify": ("sessions", "followup", "reporting"),
        "reporting": ("followup", "notify"),
    },
)
VALIDATED_BY: Mapping[str, str] = MappingProxyType(
    {"opinion-registered": "intake", "session-concluded": "sessions", "reply-issued": "followup"},
)


@dataclass(frozen=True)
class Entry:
    """One public event. `consumers` hear it because they hear its whole source; for an inbound event it is the service that validates it."""

    model: type[PublicEvent]
    type: str
    service: str
    aggregate: str
    event: str
    version: int
    stream: str
    consumers: tuple[str, ...]

    @property
    def address(self) -> str:
        """The subject with its variable parts in braces."""
        if self.stream == INBOUND:
            return f"in.{{agency}}.{self.event}.v{self.version}"
        if self.stream == RECEIPTS:
            return "receipt.{agency}.{event_id}"
        return "evt.{org}." + event_subject("x", self.type).removeprefix("evt.x.")


def _entry(model: type[PublicEvent], stream: str, consumers: tuple[str, ...]) -> Entry:
    parts = parse_type(model.event_type)
    return Entry(model, model.event_type, parts.service, parts.aggregate, parts.event, parts.version, stream, consumers)


def _entries() -> Iterator[Entry]:
    for module in (intake, sessions, followup, notify, reporting):
        for model in module.EVENTS:
            yield _entry(model, EVENTS, HEARD_BY[parse_type(model.event_type).service])
    for model in agencies.INBOUND_EVENTS:
        yield _entry(model, INBOUND, (VALIDATED_BY[parse_type(model.event_type).event],))
    for model in agencies.RECEIPT_EVENTS:
        yield _entry(model, RECEIPTS, (AGENCY,))


def _catalogue() -> Mapping[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in _entries():
        if entry.type in found:
            raise ValueError(f"{entry.type} stands twice in the catalogue")
        found[entry.type] = entry
    return MappingProxyType(found)


CATALOGUE: Mapping[str, Entry] = _catalogue()


def entry_for(model_or_type: type[PublicEvent] | str) -> Entry:
    """The entry of a model or a CloudEvents type. Raises KeyError when it is not public."""
    return CATALOGUE[model_or_type if isinstance(model_or_type, str) else model_or_type.event_type]
