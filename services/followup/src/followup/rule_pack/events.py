"""What happened to a rule pack, under the name it is stored by."""

from dataclasses import dataclass

from followup.rules.pack import RulePack


@dataclass(frozen=True)
class RulePackLoaded:
    pack: RulePack
    loaded_by: str


EVENTS: dict[str, type] = {"rule-pack.rule-pack-loaded.v1": RulePackLoaded}
