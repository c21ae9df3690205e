"""A session's life in events, to start sentences from."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from contracts.envelope import Document
from contracts.identifiers import case_id
from contracts.vocabulary import Audience, Complexity, Disposition, Form, Level, Outcome, Regime, Trigger
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import events as e
from sessions.dialogue_session.facts import PROGRAMME, Attendance, Invitee, OpinionResult, ProgrammeStep, Totals
from sessions.org_unit.on_file import OrgOnFile

S = "session-1"
STARTS = datetime(2026, 2, 11, 1, tzinfo=UTC)
ENDS = datetime(2026, 2, 11, 4, tzinfo=UTC)
DAY = date(2026, 2, 11)
ORGS = {
    "vpub": OrgOnFile("vpub", Level.PROVINCE),
    "snn": OrgOnFile("snn", Level.PROVINCE),
    "skhcn": OrgOnFile("skhcn", Level.PROVINCE),
    "sop-cop": OrgOnFile("sop-cop", Level.DISTRICT, None, date(2025, 6, 30)),
    "new": OrgOnFile("new", Level.PROVINCE, date(2026, 3, 1)),
}
SCHEDULE = ask.ScheduleSession(
    session_id=S,
    plan_year=2026,
    regime=Regime.PERIODIC,
    audience=(Audience.PEOPLE,),
    form=Form.CONFERENCE,
    level=Level.PROVINCE,
    host_org_id="vpub",
    chair_role="chairperson",
    starts_at=STARTS,
    ends_at=ENDS,
    venue="Hội trường",
    trigger=Trigger.PLAN,
    orgs=ORGS,
)
SCHEDULED = e.SessionScheduled(
    session_id=S,
    plan_id=None,
    plan_year=2026,
    regime=Regime.PERIODIC,
    audience=(Audience.PEOPLE,),
    form=Form.CONFERENCE,
    level=Level.PROVINCE,
    host_org_id="vpub",
    chair_role="chairperson",
    starts_at=STARTS,
    ends_at=ENDS,
    venue="Hội trường",
    trigger=Trigger.PLAN,
    opinion_cutoff_on=date(2026, 2, 10),
)
INVITED = e.InvitationListApproved(S, (Invitee("a", "participant"), Invitee("b", "unit_head", "snn")), "chairperson")
SECRETARY = e.SecretaryAppointed(S, "account-2")
OPEN = ask.OpenSession(ENDS, STARTS, Attendance(40, 5, 1), "chairperson")
OPENED = e.SessionOpened(
    S, STARTS, Attendance(40, 5, 1), "chairperson", None, ("INVITATIONS", "ANNOUNCEMENT", "AGENDA", "FACILITIES", "SECURITY")
)
BEFORE = (SCHEDULED, SECRETARY)
STEPS = tuple(e.ProgrammeStepTaken(S, each, STARTS) for each in PROGRAMME[1:5])  # everything up to the answers; each act has its place
CONCLUDING = e.ProgrammeStepTaken(S, ProgrammeStep.CONCLUSION, ENDS)
DURING = (*BEFORE, OPENED, *STEPS)
MINUTES = Document(symbol="BB-VPUB")
ADOPTED = e.MinutesAdopted(S, MINUTES, ENDS)
NOTICE = Document(number="05", symbol="TB-VPUB", issued_on=date(2026, 2, 24))


def listed(opinion_id: str) -> e.OpinionScheduled:
    return e.OpinionScheduled(S, opinion_id)


def slip(number: int, opinion_id: str, submitter: str | None = None) -> e.RegistrationSlipRecorded:
    return e.RegistrationSlipRecorded(S, number, opinion_id, STARTS, submitter or f"s-{opinion_id}")


def spoke(number: int, turn: int) -> e.SpeakingTurnTaken:
    return e.SpeakingTurnTaken(S, number, turn, overridden_by_chair=False)


def answered(opinion_id: str) -> e.OpinionAnsweredAtSession:
    return e.OpinionAnsweredAtSession(S, opinion_id, "chairperson", Outcome.EXPLAINED)


def assigned(opinion_id: str, agency: str = "snn", **fields: Any) -> e.OpinionAssignedAtSession:
    from contracts.vocabulary import Authority

    given = e.OpinionAssignedAtSession(S, opinion_id, agency, Complexity.ORDINARY, Authority.WITHIN)
    return replace(given, **fields)


def concluded(**fields: Any) -> e.SessionConcluded:
    given = e.SessionConcluded(
        session_id=S,
        held_from=DAY,
        held_on=DAY,
        concluded_at=ENDS,
        plan_year=2026,
        reporting_year=2026,
        level=Level.PROVINCE,
        regime=Regime.PERIODIC,
        audience=(Audience.PEOPLE,),
        form=Form.CONFERENCE,
        host_org_id="vpub",
        totals=Totals(registered=1, assigned=1),
        opinions=(OpinionResult("o", Disposition.ASSIGNED, "snn"),),
    )
    return replace(given, **fields)


def told(**fields: Any) -> ask.AcceptConclusion:
    given = ask.AcceptConclusion(
        now=ENDS + timedelta(days=400),
        agency="son-la",
        message_id="message-1",
        session_id=S,
        held_from=DAY,
        held_on=DAY,
        concluded_at=ENDS,
        plan_year=2026,
        level=Level.PROVINCE,
        regime=Regime.PERIODIC,
        audience=(Audience.PEOPLE,),
        form=Form.CONFERENCE,
        host_org_id="vpub",
        totals=Totals(registered=1, raised=1, assigned=1),
        opinions=(OpinionResult("o", Disposition.ASSIGNED, "snn"),),
        speakers=frozenset({"son-la"}),
        orgs=ORGS,
    )
    return replace(given, **fields)


DONE_BUT_CASES = (
    e.ConclusionNoticeIssued(S, NOTICE),
    e.InternalReviewHeld(S, DAY),
    e.ResultNoticeIssued(S, NOTICE),
    e.SessionReportSubmitted(S, ("ubnd",), NOTICE),
    e.SessionCaseClosed(S, str(case_id(S, "o")), date(2026, 3, 4)),
)
