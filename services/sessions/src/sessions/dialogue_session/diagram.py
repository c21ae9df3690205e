"""The state diagram of a session, walked out of `decide` and `evolve`: what is drawn is what the code does."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from chassis.decider import Refused
from contracts.envelope import Document
from contracts.identifiers import case_id
from contracts.vocabulary import (
    Audience,
    Channel,
    DatePrecision,
    Disposition,
    DomainCode,
    Form,
    Level,
    Outcome,
    Regime,
    Trigger,
    Urgency,
)
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session.commands import DialogueSessionCommand
from sessions.dialogue_session.decide import decider
from sessions.dialogue_session.facts import (
    Attendance,
    Finding,
    Invitee,
    OpinionResult,
    Paper,
    ProgrammeStep,
    SessionPart,
    Shortcoming,
    Totals,
)
from sessions.dialogue_session.session import DialogueSession, NoSession, Status, status
from sessions.org_unit.on_file import OrgOnFile

STARTS = datetime(2026, 2, 11, 1, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=3)
HELD_ON = date(2026, 2, 11)
ORGS = {unit_id: OrgOnFile(unit_id, Level.PROVINCE) for unit_id in ("host", "agency-1", "agency-2", "police")}
NOTICE = Document(number="05", symbol="TB-VPUB", issued_on=date(2026, 2, 24))
KIND = {
    "session_id": "session-1",
    "level": Level.COMMUNE,
    "regime": Regime.PERIODIC,
    "audience": (Audience.PEOPLE,),
    "form": Form.CONFERENCE,
    "host_org_id": "host",
    "plan_year": 2026,
    "orgs": ORGS,
}
PARTS = (SessionPart(1, "Cụm bản Phiêng Khoài", STARTS, ENDS, "Nhà văn hóa bản"),)
PROPOSE = ask.ProposeSession(
    **KIND,  # type: ignore[arg-type]
    trigger=Trigger.PLAN,
    proposed_by_role="dialogue_office",
    proposed_by_org_id="host",
    proposed_on=date(2026, 1, 12),
    reason="Theo kế hoạch năm",
    chair_role="chairperson",
    starts_at=STARTS,
    ends_at=ENDS,
    venue="Hội trường UBND xã",
    parts=PARTS,
)
SCHEDULE = ask.ScheduleSession(
    **KIND,  # type: ignore[arg-type]
    chair_role="chairperson",
    starts_at=STARTS,
    ends_at=ENDS,
    venue="Hội trường UBND xã",
    trigger=Trigger.PLAN,
    parts=PARTS,
)
CONCLUSION = ask.AcceptConclusion(
    **KIND,  # type: ignore[arg-type]
    now=ENDS + timedelta(days=1),
    agency="host-agency",
    message_id="message-1",
    held_from=HELD_ON,
    held_on=HELD_ON,
    concluded_at=ENDS,
    totals=Totals(registered=2, raised=1, assigned=1),
    opinions=(OpinionResult("opinion-1", Disposition.ASSIGNED, "agency-1"), OpinionResult("opinion-4", Disposition.NOT_RAISED)),
    speakers=frozenset({"host-agency"}),
)
RECORD = ask.RecordSession(**KIND, now=ENDS, held_on_precision=DatePrecision.DAY, held_on=HELD_ON)  # type: ignore[arg-type]
INVITEES = (Invitee("invitee-1", "participant"), Invitee("invitee-2", "unit_head", "agency-1"))
SAMPLES: tuple[DialogueSessionCommand, ...] = (
    PROPOSE,
    ask.DeclineProposal("Chưa cần thiết", "chairperson"),
    ask.ApproveProposal(orgs=ORGS),
    SCHEDULE,
    ask.PostponeSession("Thời tiết xấu"),
    ask.CancelSession("Đã giải quyết xong vụ việc"),
    ask.PrepareInvitationList(INVITEES),
    ask.ApproveInvitationList((), "chairperson"),
    ask.NoteInviteeTold("invitee-1", date(2026, 1, 29)),
    ask.NoteAnnouncement(Channel.PORTAL, date(2026, 1, 29)),
    ask.NoteInvitationLate("invitee-2", date(2026, 1, 30), date(2026, 2, 2)),
    ask.JustifyShortcoming(Shortcoming.LATE_INVITATIONS, "Đại biểu bổ sung theo yêu cầu của cấp trên", "chairperson"),
    ask.PrepareAgenda(items=("Khai mạc", "Đối thoại")),
    ask.ApproveAgenda(),
    ask.ArrangeFacilities(("Âm thanh",)),
    ask.ArrangeSecurity("police", ORGS),
    ask.AppointSecretary("account-2"),
    ask.ScheduleOpinion("opinion-1", DomainCode.LAND, Urgency.HIGH, "Đề nghị sửa đường vào bản"),
    ask.ScheduleOpinion("opinion-2"),
    ask.ScheduleOpinion("opinion-4"),
    ask.NoteClassification("opinion-1", DomainCode.LAND, Urgency.HOT),
    ask.OpenSession(ENDS, STARTS, Attendance(40, 10, 2), "chairperson"),
    ask.HoldPart(ENDS, 1, ENDS, Attendance(40)),
    ask.TakeStep(ENDS, ProgrammeStep.PURPOSE, STARTS),
    ask.RecordSlip(ENDS, "opinion-1", submitter_ref="submitter-1", slip_no=1),
    ask.RecordSlip(ENDS, "opinion-3", submitter_ref="submitter-3", slip_no=2),
    ask.ScheduleOpinion("opinion-3", DomainCode.LAND, Urgency.NORMAL, "Ý kiến nêu trực tiếp"),
    ask.RecordSlip(ENDS, "opinion-5", submitter_ref="submitter-5", slip_no=3),
    ask.TakeSpeakingTurn(1),
    ask.AnswerOnSpot("opinion-2", "chairperson", Outcome.EXPLAINED),
    ask.AssignOpinion("opinion-1", "agency-1", ("agency-2",), orgs=ORGS),
    ask.TakeOpinionOff("opinion-2", Disposition.WITHDRAWN),
    ask.TakeOpinionOff("opinion-3", Disposition.ROUTED_OUT, denunciation=True),
    ask.VerifyNewMatter("opinion-5", Finding.CONFIRMED, "agency-1", HELD_ON, ORGS),
    ask.TakeStep(ENDS, ProgrammeStep.CONCLUSION, ENDS, "Không còn ý kiến"),
    ask.AdoptMinutes(ENDS, Document(symbol="BB-VPUB"), ENDS),
    ask.ConcludeSession(),
    ask.ConcludeSession(Totals(registered=99)),
    CONCLUSION,
    RECORD,
    ask.CorrectMinutes(Document(symbol="BB-VPUB", number="02"), HELD_ON, "Ghi thiếu một ý kiến"),
    ask.CorrectSessionDate(ENDS, date(2026, 2, 10), date(2026, 2, 10), "Ghi nhầm ngày", ORGS),
    ask.NoteNotRaisedSettled("opinion-4", "session-2"),
    ask.DraftPaper(Paper.CONCLUSION_NOTICE, Document(symbol="TB-VPUB"), "dialogue_office"),
    ask.HoldInternalReview(date(2026, 2, 12)),
    ask.IssueConclusionNotice(NOTICE, (Channel.PORTAL,)),
    ask.IssueResultNotice(NOTICE),
    ask.NotePublicationDuty("duty-1"),
    ask.PublishResultNotice((Channel.NOTICE_BOARD,)),
    ask.SubmitSessionReport(("host",), NOTICE),
    ask.NoteCaseClosed(str(case_id("session-1", "opinion-1")), date(2026, 3, 11)),
    ask.CloseSession(date(2026, 3, 20)),
    ask.NoteCaseReopened(str(case_id("session-1", "opinion-1"))),
    ask.PostponeSession("Đã có ngày mới", STARTS + timedelta(days=7), orgs=ORGS),
    ask.NoteInviteeToldOfChange("invitee-1", date(2026, 2, 3)),
    ask.NoteChangeAnnounced(Channel.PORTAL, date(2026, 2, 3)),
)
Step = tuple[DialogueSession, str, DialogueSession]


def steps(session: DialogueSession, asked: Iterable[DialogueSessionCommand] = SAMPLES) -> Iterator[Step]:
    """Every single step from this session: before, event name, after."""
    for command in asked:
        try:
            events = decider.decide(command, session)
        except Refused:
            continue
        before = session
        for event in events:
            after = decider.evolve(before, event)
            yield before, type(event).__name__, after
            before = after


def walk() -> Iterator[Step]:
    """A session through its whole life: each round asks everything once, in the order of life, of every session met so far."""
    met: dict[Status, DialogueSession] = {Status.UNKNOWN: NoSession()}
    waiting = [Status.UNKNOWN]
    while waiting:
        session = met[waiting.pop(0)]
        for command in SAMPLES:
            for before, event, after in steps(session, [command]):
                yield before, event, after
                if status(after) == status(session):
                    session = after
                elif status(after) not in met:
                    met[status(after)] = after
                    waiting.append(status(after))


def diagram() -> str:
    """Mermaid text: an arrow for each event that changes what an official sees."""
    arrows = {(status(before), status(after), event): None for before, event, after in walk() if status(before) != status(after)}
    return "\n".join(["stateDiagram-v2", *(f"    {_name(start)} --> {_name(end)}: {event}" for start, end, event in arrows)])


def _name(each: Status) -> str:
    return "[*]" if each is Status.UNKNOWN else each.value
