"""The register of assumptions: where the sources are silent, what is assumed, under which name, and where it can be changed."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from pydantic import TypeAdapter

from followup.rules.pack import RulePack


class KeptIn(StrEnum):
    """What one changes to change the assumption. FIXED: code, because another answer would be another system."""

    PACK = "PACK"
    CHOICE = "CHOICE"
    CALENDAR = "CALENDAR"
    SETTING = "SETTING"
    FIXED = "FIXED"


KEPT_IN_NAMES = {
    KeptIn.PACK: "Con số trong bộ quy tắc",
    KeptIn.CHOICE: "Lựa chọn trong bộ quy tắc",
    KeptIn.CALENDAR: "Phiên bản lịch làm việc",
    KeptIn.SETTING: "Cấu hình",
    KeptIn.FIXED: "Cố định",
}


@dataclass(frozen=True)
class Assumption:
    """`question` numbers the question to the province (domain rules, section 23); `choice` is the field of the pack's choices."""

    id: str
    name: str
    meaning: str
    default: str
    where: str
    kept_in: KeptIn
    question: int | None = None
    choice: str | None = None

    def value_in(self, pack: RulePack) -> str:
        """Return what the pack says: its choice, or the formulas of the rules that rest on the assumption; empty when it says nothing."""
        if self.choice:
            found = getattr(pack.choices, self.choice)
            return ", ".join(found) if isinstance(found, tuple) else str(found)
        rules = [rule for rule in pack.rules if self.id in (rule.assumption, rule.rule_id)]
        return ", ".join(f"{rule.rule_id} {rule.formula}" + ("" if rule.applies else " (không áp dụng)") for rule in rules)


@lru_cache
def register() -> tuple[Assumption, ...]:
    """Every assumption, in order."""
    text = resources.files("followup.rules").joinpath("assumptions.toml").read_text(encoding="utf-8")
    return TypeAdapter(tuple[Assumption, ...]).validate_python(tomllib.loads(text)["assumption"])
