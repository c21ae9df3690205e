"""Stored event types: explicit names, one class each, old shapes lifted one version at a time."""

from collections.abc import Callable, Mapping
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
        self._validators: dict[str, Any] = {}
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
        if stored_type in self._validators or cls in self._names:
            raise ValueError(f"{stored_type} or {cls.__name__} is registered twice")
        adapter: TypeAdapter[Any] = TypeAdapter(cls)
        self._validators[stored_type] = adapter.validator
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
        validator = self._validators.get(stored_type)
        if validator is not None:
            return validator.validate_json(data)
        raw = orjson.loads(data)
        while stored_type in self._upcasters:
            stored_type, lift = self._upcasters[stored_type]
            raw = lift(raw)
        if stored_type not in self._validators:
            raise UnknownStoredType(stored_type)
        return self._validators[stored_type].validate_json(orjson.dumps(raw))
