"""The minimum frequency as dated data: rules of law, and what an organisation's own plan promises."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from reporting.readmodel.organisations import Unit


@dataclass(frozen=True)
class FrequencyRule:
    """Organisations of this level, class and symbol hold at least so many periodic dialogues with this audience in a plan year."""

    id: str
    level: str
    org_class: str
    audience: str
    at_least: int
    source: str
    symbol: str | None = None
    from_year: int = 0
    to_year: int = 9999

    def binds(self, unit: Unit, plan_year: int) -> bool:
        return (
            self.from_year <= plan_year <= self.to_year
            and (unit.level, unit.org_class) == (self.level, self.org_class)
            and self.symbol in (None, unit.symbol)
        )


@lru_cache
def shipped_rules() -> tuple[FrequencyRule, ...]:
    """The rules packaged with the service."""
    text = (files("reporting") / "minimum_frequency.toml").read_text(encoding="utf-8")
    return tuple(FrequencyRule(**rule) for rule in tomllib.loads(text)["rule"])
