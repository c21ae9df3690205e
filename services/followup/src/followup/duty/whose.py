"""Which rule limits each kind of duty, and on whose work list it stands (domain rules, sections 3 and 19)."""

from collections.abc import Mapping

from contracts.vocabulary import DutyKind, ReportType
from followup.rules.pack import RuleKind

LIMITED_BY: Mapping[DutyKind, RuleKind] = {
    DutyKind.OPINION_LIST: RuleKind.OPINION_LIST,
    DutyKind.ACKNOWLEDGEMENT: RuleKind.ACKNOWLEDGEMENT,
    DutyKind.INVITATIONS: RuleKind.INVITATION_LIMIT,
    DutyKind.ANNOUNCEMENT: RuleKind.ANNOUNCEMENT,
    DutyKind.CONCLUSION_NOTICE: RuleKind.CONCLUSION_NOTICE,
    DutyKind.RESULTS_PUBLISHED: RuleKind.RESULTS_PUBLISHED,
    DutyKind.AFTER_SESSION_REPORT: RuleKind.AFTER_SESSION_REPORT,
    DutyKind.DATA_CUTOFF: RuleKind.REPORT_CUTOFF,
    DutyKind.PERIODIC_REPORT: RuleKind.REPORT_BY_ORDER,
    DutyKind.MINIMUM_FREQUENCY: RuleKind.MINIMUM_FREQUENCY,
    DutyKind.DOCUMENT_SENT: RuleKind.DOCUMENT_SENT,
    DutyKind.DATA_REQUEST: RuleKind.DATA_REQUEST,
    DutyKind.DATA_REQUEST_DONE: RuleKind.DATA_REQUEST_DONE,
}
EXTENDED_WITHIN: Mapping[DutyKind, RuleKind] = {DutyKind.DATA_REQUEST_DONE: RuleKind.DATA_REQUEST_EXTENSION}
"""Duties to which the office itself may give more time, once, and the rule that caps it (a case is extended by its chair)."""
REPORT_RULES: Mapping[ReportType, RuleKind] = {
    ReportType.SIX_MONTH: RuleKind.REPORT_SIX_MONTH,
    ReportType.ANNUAL: RuleKind.REPORT_ANNUAL,
}
AFTER_THE_SESSION = (DutyKind.CONCLUSION_NOTICE, DutyKind.AFTER_SESSION_REPORT, DutyKind.RESULTS_PUBLISHED)
BEFORE_THE_SESSION = (DutyKind.INVITATIONS, DutyKind.ANNOUNCEMENT)
SAID_BY_OFFICE = frozenset(
    {
        DutyKind.ACKNOWLEDGEMENT,
        DutyKind.INVITATIONS,
        DutyKind.ANNOUNCEMENT,
        DutyKind.RESULTS_PUBLISHED,
        DutyKind.DATA_CUTOFF,
        DutyKind.DOCUMENT_SENT,
    }
)
"""Done on paper, on the loudspeaker, in the register of documents: nobody but the office can know."""
OF_THE_OWNER_ALONE = frozenset({DutyKind.OPINION_LIST, DutyKind.MINIMUM_FREQUENCY})
"""Owed by each organisation for its own people or its own year: who takes over from one that ended owes its own."""
OWNER_ROLE: Mapping[DutyKind, str] = {
    DutyKind.OPINION_LIST: "unit_head",
    DutyKind.ACKNOWLEDGEMENT: "dialogue_office",
    DutyKind.INVITATIONS: "dialogue_office",
    DutyKind.ANNOUNCEMENT: "dialogue_office",
    DutyKind.CONCLUSION_NOTICE: "chairperson",
    DutyKind.RESULTS_PUBLISHED: "dialogue_office",
    DutyKind.AFTER_SESSION_REPORT: "dialogue_office",
    DutyKind.RESULT_NOTICE: "dialogue_office",
    DutyKind.PERIODIC_REPORT: "dialogue_office",
    DutyKind.DATA_CUTOFF: "dialogue_office",
    DutyKind.MINIMUM_FREQUENCY: "chairperson",
    DutyKind.DOCUMENT_SENT: "dialogue_office",
    DutyKind.DATA_REQUEST: "dialogue_office",
    DutyKind.DATA_REQUEST_DONE: "dialogue_office",
}
