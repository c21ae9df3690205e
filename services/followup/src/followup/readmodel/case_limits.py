"""The other dates of a running case: notice of an extension (DL-09), how far one may go (DL-10), referral upward (DL-11)."""

from dataclasses import dataclass
from datetime import date

from contracts.vocabulary import Audience, Level
from contracts.workdays import OutsideCalendar
from followup.deadlines.deadline import Terms, compute
from followup.rules.pack import RuleKind


@dataclass(frozen=True)
class CaseLimits:
    """Local dates, inclusive; None where no rule speaks or the calendar does not reach."""

    extension_notice_by: date | None
    extension_cap_on: date | None
    refer_by: date | None


def limits(terms: Terms | None, level: Level, audiences: tuple[Audience, ...], anchor_on: date, due_on: date) -> CaseLimits:
    """Compute them with the terms in force."""

    def of(kind: RuleKind, counted_from: date) -> date | None:
        rule = terms.pack.rule(kind, level, audiences) if terms else None
        try:
            return compute(rule, counted_from, terms).due_on if rule and terms else None
        except OutsideCalendar:
            return None

    return CaseLimits(of(RuleKind.EXTENSION_NOTICE, due_on), of(RuleKind.EXTENSION_CAP, anchor_on), of(RuleKind.REFER_UPWARD, anchor_on))
