"""From which day each limit is counted. The letter in a formula says the same day: a pack that says another one would promise what nobody counts."""

from collections.abc import Mapping

from contracts.formula import Anchor
from followup.rules.pack import RuleKind

COUNTS_FROM: Mapping[RuleKind, Anchor | None] = {
    RuleKind.OPINION_CUTOFF: Anchor.FIRST_DAY,
    RuleKind.OPINION_LIST: Anchor.CUTOFF,
    RuleKind.ACKNOWLEDGEMENT: Anchor.RECEIVED,
    RuleKind.INVITATION_LIMIT: Anchor.FIRST_DAY,
    RuleKind.INVITATION_TARGET: Anchor.FIRST_DAY,
    RuleKind.ANNOUNCEMENT: Anchor.FIRST_DAY,
    RuleKind.CONCLUSION_NOTICE: Anchor.LAST_DAY,
    RuleKind.RESULTS_PUBLISHED: Anchor.LAST_DAY,
    RuleKind.AFTER_SESSION_REPORT: Anchor.LAST_DAY,
    RuleKind.REPLY_ORDINARY: Anchor.LAST_DAY,
    RuleKind.REPLY_COMPLEX: Anchor.LAST_DAY,
    RuleKind.EXTENSION_CAP: Anchor.LAST_DAY,
    RuleKind.REFER_UPWARD: Anchor.LAST_DAY,
    RuleKind.EXTENSION_NOTICE: Anchor.DUE,
    RuleKind.SECOND_ROUND: Anchor.RESUMED,
    RuleKind.REPORT_SIX_MONTH: None,
    RuleKind.REPORT_ANNUAL: None,
    RuleKind.REPORT_BY_ORDER: None,
    RuleKind.REPORT_CUTOFF: Anchor.DUE,
    RuleKind.MINIMUM_FREQUENCY: None,
    RuleKind.MINIMUM_FREQUENCY_WARNING: None,
    RuleKind.DOCUMENT_SENT: Anchor.ISSUED,
    RuleKind.DATA_REQUEST: Anchor.RECEIVED,
    RuleKind.DATA_REQUEST_DONE: Anchor.RECEIVED,
    RuleKind.DATA_REQUEST_DONE_BY_OTHERS: Anchor.RECEIVED,
    RuleKind.DATA_REQUEST_EXTENSION: Anchor.DUE,
    RuleKind.REOPEN_WINDOW: Anchor.CLOSED,
}
"""None: a day of the year, or the day a document orders."""
