"""What filters offer, as (code, Vietnamese name), and addresses that keep what was chosen."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from contracts.labels import LABELS
from contracts.vocabulary import Audience, DomainCode, Form, Level, Regime
from reporting.readmodel.scope import AXIS_NAMES, Scope

Choices = list[tuple[str, str]]


def of(kind: type[StrEnum]) -> Choices:
    """Every code of a list."""
    return list(LABELS[kind].items())


def filters() -> dict[str, Choices]:
    """The choices of every filter, by its name in the address."""
    return {
        "axis": [(axis.value, name) for axis, name in AXIS_NAMES.items()],
        "level": of(Level),
        "regime": of(Regime),
        "audience": of(Audience),
        "form": of(Form),
        "domain": of(DomainCode),
    }


def addresses(scope: Scope) -> Callable[..., str]:
    """`query(level="COMMUNE")` is the query string of the scope with that changed."""

    def query(**more: str | int | date | None) -> str:
        return urlencode(scope.parameters(**more))

    return query
