"""What one rule pack says: limits by duty, escalation ladder, office hours, and where each number comes from."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from contracts.vocabulary import Audience, Level


class RuleKind(StrEnum):
    """Which duty a rule limits (domain rules, section 19)."""

    INVITATION_LIMIT = "INVITATION_LIMIT"
    INVITATION_TARGET = "INVITATION_TARGET"
    ANNOUNCEMENT = "ANNOUNCEMENT"
    CONCLUSION_NOTICE = "CONCLUSION_NOTICE"
    RESULTS_PUBLISHED = "RESULTS_PUBLISHED"
    AFTER_SESSION_REPORT = "AFTER_SESSION_REPORT"
    REPLY_ORDINARY = "REPLY_ORDINARY"
    REPLY_COMPLEX = "REPLY_COMPLEX"
    EXTENSION_CAP = "EXTENSION_CAP"
    REFER_UPWARD = "REFER_UPWARD"
    SECOND_ROUND = "SECOND_ROUND"


@dataclass(frozen=True)
class Rule:
    """One limit. Empty `audiences` or `levels` mean all; `assumption` names the entry of the assumption register, when it is one."""

    rule_id: str
    kind: RuleKind
    formula: str
    source: str
    audiences: tuple[Audience, ...] = ()
    levels: tuple[Level, ...] = ()
    assumption: str | None = None

    def covers(self, level: Level, audiences: tuple[Audience, ...]) -> bool:
        """Say whether the rule speaks about a session of this level and these audiences."""
        return (not self.levels or level in self.levels) and (not self.audiences or bool(set(self.audiences) & set(audiences)))


ASSIGNED = "ASSIGNED"
HOST = "HOST"


@dataclass(frozen=True)
class Addressee:
    """A role, and the organisation: `ASSIGNED`, `HOST`, or the id of one."""

    to_role: str
    to_org: str


@dataclass(frozen=True)
class LadderStep:
    """What happens this many working days after the due date (negative: before it)."""

    name: str
    working_days: int
    to_role: str
    to_org: str
    also: tuple[Addressee, ...] = ()


@dataclass(frozen=True)
class OfficeHours:
    """Local times between which reminders may go out, and the hour at which they do."""

    opens: time
    closes: time
    notices_at: time


@dataclass(frozen=True)
class RulePack:
    """A pack in force for a province (None: nationwide), its organisation (None: all) and its levels (empty: all) from `valid_from` to `valid_to`.

    An additive pack stands beside the main one, it never replaces it.
    """

    rule_pack_id: str
    title: str
    province_code: str | None
    valid_from: date
    valid_to: date | None
    additive: bool
    provenance: tuple[str, ...]
    rules: tuple[Rule, ...]
    org_scope: str | None = None
    levels: tuple[Level, ...] = ()
    ladder: tuple[LadderStep, ...] = ()
    duty_ladder: tuple[LadderStep, ...] = ()
    office_hours: OfficeHours | None = None

    def rule(self, kind: RuleKind, level: Level, audiences: tuple[Audience, ...]) -> Rule | None:
        """Return the rule about this duty for such a session, None when the pack is silent."""
        return next((rule for rule in self.rules if rule.kind is kind and rule.covers(level, audiences)), None)

    def rule_by_id(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.rule_id == rule_id), None)
