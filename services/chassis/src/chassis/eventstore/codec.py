"""Stored event types: explicit names, one class each, old shapes lifted one version at a time."""

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import orjson
from pydantic import TypeAdapter

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


class UnknownStoredType(Exception):
    """The log holds a type that this code does not know: an older deployment reads a newer log."""


class Codec:
    """Turns stored events into JSON and back. Events are frozen dataclasses; their names never follow a Python path."""

    def __init__(self, *events: Mapping[str, type], upcasters: Mapping[str, tuple[str, Upcaster]] | None = None) -> None:
        """`upcasters` maps an old stored type to (next type, pure function from raw JSON to raw JSON)."""
        self._decoders: dict[str, Callable[[str | bytes], Any]] = {}
        self._serializers: dict[str, Any] = {}
        self._names: dict[type, str] = {}
        self._upcasters = dict(upcasters or {})
        for group in events:
            for name, cls in group.items():
                self.register(name, cls)

    @property
    def types(self) -> Mapping[type, str]:
        """Every class that can be stored, with its stored name."""
        return self._names

    def register(self, stored_type: str, cls: type) -> None:
        """Raises ValueError when the name or the class is taken."""
        if stored_type in self._decoders or cls in self._names:
            raise ValueError(f"{stored_type} or {cls.__name__} is registered twice")
        adapter: TypeAdapter[Any] = TypeAdapter(cls)
        self._decoders[stored_type] = adapter.validator.validate_json
        self._serializers[stored_type] = adapter.serializer
        self._names[cls] = stored_type

    def name_of(self, event: Any) -> str:
        """Stored type of an event; raises UnknownStoredType when its class was never registered."""
        try:
            return self._names[type(event)]
        except KeyError:
            raise UnknownStoredType(type(event).__name__) from None

    def encode(self, event: Any) -> tuple[str, str]:
        """(stored type, JSON)."""
        name = self.name_of(event)
        return name, self._serializers[name].to_json(event).decode()

    def decode(self, stored_type: str, data: str | bytes) -> Any:
        """The event of today's shape; raises UnknownStoredType, or pydantic's ValidationError on damaged data."""
        return self.decoder(stored_type)(data)

    def decoder(self, stored_type: str) -> Callable[[str | bytes], Any]:
        """What decodes one stored type, looked up once for many events. Raises UnknownStoredType."""
        found = self._decoders.get(stored_type)
        if found is None:
            found = self._decoders[stored_type] = self._lifting(stored_type)
        return found

    def _lifting(self, stored_type: str) -> Callable[[str | bytes], Any]:
        lifts: list[Upcaster] = []
        while stored_type in self._upcasters:
            stored_type, lift = self._upcasters[stored_type]
            lifts.append(lift)
        if not lifts or stored_type not in self._decoders:
            raise UnknownStoredType(stored_type)
        validate = self._decoders[stored_type]

        def decode(data: str | bytes) -> Any:
            return validate(orjson.dumps(reduce(lambda raw, lift: lift(raw), lifts, orjson.loads(data))))

        return decode
