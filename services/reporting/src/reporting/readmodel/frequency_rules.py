"""The minimum frequency (DL-18): what the rule packs that followup loaded ask of an organisation in a plan year."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.readmodel.organisations import Unit
from reporting.readmodel.rule_packs import PackInForce


@dataclass(frozen=True)
class FrequencyRule:
    """Organisations of this level, class and symbol hold at least so many periodic dialogues with this audience in a plan year."""

    rule_id: str
    level: str
    org_class: str
    audience: str
    at_least: int
    source: str
    symbol: str | None = None
    from_year: int = 0
    to_year: int = 9999

    @classmethod
    def read(cls, rule: dict[str, Any]) -> "FrequencyRule":
        """From a pack's public rules; what a later pack says beside is left aside."""
        return cls(**{name: value for name, value in rule.items() if name in cls.__dataclass_fields__})

    def binds(self, unit: Unit, plan_year: int) -> bool:
        return (
            self.from_year <= plan_year <= self.to_year
            and (unit.level, unit.org_class) == (self.level, self.org_class)
            and self.symbol in (None, unit.symbol)
        )


@dataclass(frozen=True)
class AskedInYear:
    """The packs in force on the first day of a plan year; every organisation follows its main one and those beside it.

    Chosen as followup chooses them, so that the register and the duties cannot say different things (A-22).
    """

    plan_year: int
    packs: Sequence[PackInForce]

    def of(self, unit: Unit, line: Collection[str]) -> list[FrequencyRule]:
        """What binds an organisation; `line` is it and those above it."""
        rules = [FrequencyRule.read(rule) for pack in self._followed(unit, line) for rule in pack.rules.get("frequency") or ()]
        return [rule for rule in rules if rule.binds(unit, self.plan_year)]

    def _followed(self, unit: Unit, line: Collection[str]) -> list[PackInForce]:
        covering = [pack for pack in self.packs if pack.covers(unit.level, line)]
        main = [pack for pack in covering if not pack.additive]
        scoped = [pack for pack in main if pack.org_scope is not None]
        return [*(scoped or main)[-1:], *(pack for pack in covering if pack.additive)]
