"""Every fact table, for the inbox that writes them and the refill that makes them anew."""

from reporting.readmodel.calendars import LoadedCalendar
from reporting.readmodel.case_facts import CaseFact, DutyFact, OpinionOfCase, ReplyFact
from reporting.readmodel.case_histories import (
    CaseHolder,
    CommitmentFact,
    CommitmentOpinion,
    InterimReplyFact,
    SatisfactionFact,
    UrgingFact,
)
from reporting.readmodel.evidence import FactEvent
from reporting.readmodel.facts import Fact
from reporting.readmodel.heard_events import HeardDetail, HeardEvent
from reporting.readmodel.notice_facts import InvitationFact, NoticeFact
from reporting.readmodel.opinion_facts import OpinionAtSession, OpinionFact, OpinionListFact
from reporting.readmodel.organisations import Organisation, OrganisationName
from reporting.readmodel.plans import PlanFact
from reporting.readmodel.rule_packs import LoadedPack
from reporting.readmodel.session_facts import ScheduledSession, SessionFact

HEARD_TABLES: tuple[type[Fact], ...] = (
    SessionFact,
    ScheduledSession,
    OpinionFact,
    OpinionAtSession,
    OpinionListFact,
    CaseFact,
    OpinionOfCase,
    ReplyFact,
    DutyFact,
    CaseHolder,
    CommitmentFact,
    CommitmentOpinion,
    SatisfactionFact,
    InterimReplyFact,
    UrgingFact,
    InvitationFact,
    NoticeFact,
    Organisation,
    OrganisationName,
    PlanFact,
    LoadedCalendar,
    LoadedPack,
    FactEvent,
    HeardEvent,
    HeardDetail,
)

NOT_REPORTED = frozenset({InvitationFact, NoticeFact, FactEvent, HeardEvent, HeardDetail})
"""What notify says, the trace to event ids, and the kept events themselves."""
REPORTED_TABLES: tuple[type[Fact], ...] = tuple(table for table in HEARD_TABLES if table not in NOT_REPORTED)
"""What a report may rest on: made again from the kept events. Every other table of facts is one of these, so none is forgotten."""
