"""What may be asked of a rule pack: to be loaded."""

from dataclasses import dataclass

from followup.rules.pack import RulePack


@dataclass(frozen=True, kw_only=True)
class LoadRulePack:
    pack: RulePack
    loaded_by: str
