"""Examples of stored events made from their own types: one with everything, one with only what must be there."""

import dataclasses
import types
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel


def example(kind: type, *, full: bool) -> Any:
    """An instance of a dataclass or pydantic model; optional fields are filled only when `full`."""
    if issubclass(kind, BaseModel):
        wanted = {name: field.annotation for name, field in kind.model_fields.items() if full or field.is_required()}
    else:
        hints = get_type_hints(kind)
        wanted = {field.name: hints[field.name] for field in dataclasses.fields(kind) if full or _required(field)}
    return kind(**{name: _value(name, hint, full=full) for name, hint in wanted.items()})


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _value(name: str, hint: Any, *, full: bool) -> Any:
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        one = next(each for each in get_args(hint) if each is not type(None))
        return _value(name, one, full=full) if full else None
    if origin is tuple:
        parts = get_args(hint)
        return (_value(name, parts[0], full=full),) if parts[-1] is Ellipsis else tuple(_value(name, each, full=full) for each in parts)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint))
    simple: dict[Any, Any] = {
        str: f"{name}-1".replace("_", "-"),
        int: 2026,
        bool: True,
        date: date(2026, 2, 11),
        datetime: datetime(2026, 2, 11, 4, 30, tzinfo=UTC),
    }
    if hint in simple:
        return simple[hint]
    return example(hint, full=full)
