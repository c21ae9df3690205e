"""What one rule pack says: limits by duty, escalation ladder, office hours, and where each number comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from contracts.vocabulary import Audience, Form, Level, OrgClass


class RuleKind(StrEnum):
    """Which duty a rule limits (domain rules, section 19)."""

    OPINION_CUTOFF = "OPINION_CUTOFF"
    OPINION_LIST = "OPINION_LIST"
    ACKNOWLEDGEMENT = "ACKNOWLEDGEMENT"
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
    EXTENSION_NOTICE = "EXTENSION_NOTICE"
    SECOND_ROUND = "SECOND_ROUND"
    REPORT_SIX_MONTH = "REPORT_SIX_MONTH"
    REPORT_ANNUAL = "REPORT_ANNUAL"
    REPORT_BY_ORDER = "REPORT_BY_ORDER"
    REPORT_CUTOFF = "REPORT_CUTOFF"
    MINIMUM_FREQUENCY = "MINIMUM_FREQUENCY"
    MINIMUM_FREQUENCY_WARNING = "MINIMUM_FREQUENCY_WARNING"
    DOCUMENT_SENT = "DOCUMENT_SENT"
    DATA_REQUEST = "DATA_REQUEST"
    DATA_REQUEST_DONE = "DATA_REQUEST_DONE"
    DATA_REQUEST_DONE_BY_OTHERS = "DATA_REQUEST_DONE_BY_OTHERS"
    DATA_REQUEST_EXTENSION = "DATA_REQUEST_EXTENSION"
    REOPEN_WINDOW = "REOPEN_WINDOW"


@dataclass(frozen=True)
class Rule:
    """One limit. Empty `audiences` or `levels` mean all; `assumption` names the entry of the assumption register, when it is one.

    `except_forms` are forms of session the limit only advises (A-02); `applies` False keeps the number on the page without any effect.
    """

    rule_id: str
    kind: RuleKind
    formula: str
    source: str
    audiences: tuple[Audience, ...] = ()
    levels: tuple[Level, ...] = ()
    assumption: str | None = None
    except_forms: tuple[Form, ...] = ()
    applies: bool = True

    def covers(self, level: Level, audiences: tuple[Audience, ...], form: Form | None = None) -> bool:
        """Say whether the rule binds a session of this level, these audiences and this form."""
        return (
            self.applies
            and form not in self.except_forms
            and (not self.levels or level in self.levels)
            and (not self.audiences or bool(set(self.audiences) & set(audiences)))
        )


@dataclass(frozen=True)
class FrequencyRule:
    """Organisations of this level, class and symbol hold so many periodic dialogues with this audience in a plan year (DL-18)."""

    rule_id: str
    level: Level
    org_class: OrgClass
    audience: Audience
    at_least: int
    source: str
    symbol: str | None = None
    from_year: int = 0
    to_year: int = 9999
    assumption: str | None = None

    def binds(self, level: str, org_class: str, symbol: str | None, plan_year: int) -> bool:
        return (
            self.from_year <= plan_year <= self.to_year
            and (level, org_class) == (self.level.value, self.org_class.value)
            and self.symbol in (None, symbol)
        )


class TimelyBy(StrEnum):
    """Which day of a reply decides whether it is on time: that of its document, or that of its delivery (A-23)."""

    ISSUE = "ISSUE"
    DELIVERY = "DELIVERY"


@dataclass(frozen=True)
class Choices:
    """Assumptions that are no dates; each is described in `rules/assumptions.toml`."""

    embedded_sessions_count: bool = True
    plans_bind: bool = True
    reply_timely_by: TimelyBy = TimelyBy.ISSUE
    classes_asked_for_lists: tuple[OrgClass, ...] = (OrgClass.UNIT,)


ASSIGNED = "ASSIGNED"
HOST = "HOST"
HOST_PARTY_COMMITTEE = "HOST_PARTY_COMMITTEE"


@dataclass(frozen=True)
class Addressee:
    """A role, and the organisation: `ASSIGNED`, `HOST`, `HOST_PARTY_COMMITTEE`, or the id of one; `otherwise` where nobody stands there."""

    to_role: str
    to_org: str
    otherwise: str = ""

    def standing(self, places: Mapping[str, str | None]) -> "Addressee":
        """Put the organisation of that place; an id stands for itself."""
        return Addressee(self.to_role, places.get(self.to_org, self.to_org) or self.otherwise)


@dataclass(frozen=True)
class LadderStep:
    """What happens this many working days after the due date (negative: before it)."""

    name: str
    working_days: int
    to_role: str
    to_org: str
    also: tuple[Addressee, ...] = ()
    otherwise: str = ""


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
    frequency: tuple[FrequencyRule, ...] = ()
    choices: Choices = Choices()

    def rule(self, kind: RuleKind, level: Level, audiences: tuple[Audience, ...], form: Form | None = None) -> Rule | None:
        """Return the rule about this duty for such a session, None when the pack is silent."""
        return next((rule for rule in self.rules if rule.kind is kind and rule.covers(level, audiences, form)), None)

    def rule_by_id(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.rule_id == rule_id), None)
