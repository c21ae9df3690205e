"""A due date that remembers the rule, the pack, the calendar version and the anchor that made it."""

from dataclasses import dataclass
from datetime import date

from contracts.formula import read_formula
from contracts.workdays import WorkingCalendar
from followup.rules.pack import Rule, RulePack

FIXED = "FIXED"
RESUMED = "DL-11"


@dataclass(frozen=True)
class Terms:
    """What dates are computed with: the pack that applies, and the calendar in force. Always an argument, never looked up.

    `party_committee_id` is the Party committee of the host's level, whom the pack's ladder may name by its place.
    """

    pack: RulePack
    calendar: WorkingCalendar
    party_committee_id: str | None = None


@dataclass(frozen=True)
class Deadline:
    """`formula` is `FIXED` when the date was granted (an extension) instead of computed. The period ends at 24:00 local of `due_on`."""

    due_on: date
    rule_id: str
    rule_pack_id: str
    calendar_version: str
    anchor_on: date
    formula: str

    @property
    def is_resumed(self) -> bool:
        """Say whether this is what was left of a period that had stood still while a superior had the case (A-20)."""
        return self.rule_id == RESUMED


def compute(rule: Rule, anchor_on: date, terms: Terms) -> Deadline:
    """Raises OutsideCalendar, UnreadableFormula."""
    formula = read_formula(rule.formula)
    due_on = formula.due_on(anchor_on, terms.calendar)
    return Deadline(due_on, rule.rule_id, terms.pack.rule_pack_id, terms.calendar.version, anchor_on, str(formula))


def recompute(deadline: Deadline, terms: Terms) -> Deadline:
    """Count again with other terms; a granted date stays as granted. Raises OutsideCalendar."""
    if deadline.formula == FIXED:
        due_on, formula = deadline.due_on, FIXED
    else:
        formula = _in_force(deadline, terms.pack)
        due_on = read_formula(formula).due_on(deadline.anchor_on, terms.calendar)
    return Deadline(due_on, deadline.rule_id, terms.pack.rule_pack_id, terms.calendar.version, deadline.anchor_on, formula)


def _in_force(deadline: Deadline, pack: RulePack) -> str:
    """Another pack's number for the same rule; what was left of a period that had stopped runs from a day of its own and stays."""
    rule = pack.rule_by_id(deadline.rule_id)
    if rule is None or deadline.rule_pack_id == pack.rule_pack_id:
        return deadline.formula
    same_anchor = read_formula(rule.formula).anchor is read_formula(deadline.formula).anchor
    return rule.formula if same_anchor else deadline.formula
