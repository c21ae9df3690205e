"""decide(command, pack) → loaded once, with a source for every number; other content under the same id is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from chassis.decider import Decider, Refused
from contracts.formula import UnreadableFormula, read_formula
from followup.rule_pack.commands import LoadRulePack
from followup.rule_pack.events import RulePackLoaded
from followup.rules.anchors import COUNTS_FROM
from followup.rules.pack import Rule, RulePack

NO_ANCHOR = "ngày trong năm hoặc văn bản yêu cầu"


@dataclass(frozen=True)
class NotLoaded:
    pass


@dataclass(frozen=True)
class Loaded:
    pack: RulePack


PackState: TypeAlias = NotLoaded | Loaded


def decide(command: LoadRulePack, state: PackState) -> Sequence[RulePackLoaded]:
    """A correction of numbers is a new pack with its own id and dates, so that old figures stay reproducible."""
    match state:
        case Loaded():
            if state.pack != command.pack:
                raise Refused("rule_pack_id_taken", rule_pack_id=command.pack.rule_pack_id)
            return []
        case NotLoaded():
            _refuse_nonsense(command.pack)
            return [RulePackLoaded(command.pack, command.loaded_by)]
        case _:
            assert_never(state)


def _refuse_nonsense(pack: RulePack) -> None:
    if not pack.provenance or any(not rule.source.strip() for rule in pack.rules):
        raise Refused("rule_pack_without_source", rule_pack_id=pack.rule_pack_id)
    if not pack.rules or (pack.valid_to is not None and pack.valid_to < pack.valid_from):
        raise Refused("rule_pack_never_in_force", rule_pack_id=pack.rule_pack_id)
    if len({rule.rule_id for rule in pack.rules}) < len(pack.rules):
        raise Refused("rule_stands_twice", rule_pack_id=pack.rule_pack_id)
    for rule in pack.rules:
        _refuse_formula(rule)


def _refuse_formula(rule: Rule) -> None:
    try:
        formula = read_formula(rule.formula)
    except UnreadableFormula as error:
        raise Refused("formula_unreadable", rule_id=rule.rule_id, formula=rule.formula) from error
    anchor = COUNTS_FROM[rule.kind]
    if formula.anchor is not anchor:
        raise Refused("formula_counts_from_elsewhere", rule_id=rule.rule_id, formula=rule.formula, anchor=anchor or NO_ANCHOR)


def evolve(state: PackState, event: RulePackLoaded) -> PackState:
    return Loaded(event.pack)


decider: Decider[LoadRulePack, PackState, RulePackLoaded] = Decider(decide, evolve, NotLoaded())
