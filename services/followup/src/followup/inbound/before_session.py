"""What is owed before a session: unit lists (DL-01), invitations (DL-03), the commune's announcement (DL-04); moved and lifted with it."""

from datetime import date

from chassis.handle import Unit
from contracts import sessions as said
from contracts.envelope import Envelope
from contracts.vocabulary import DutyKind, RecalculationCause
from contracts.workdays import local_date
from followup.deadlines.deadline import compute
from followup.duty import commands as d
from followup.duty.commands import About
from followup.duty.decide import decider
from followup.duty.whose import BEFORE_THE_SESSION
from followup.inbound.owing import Owed, count_from, lift, owe
from followup.readmodel.calendar_versions import newest_calendar
from followup.readmodel.heard import keep
from followup.readmodel.heard_sessions import SessionAhead, moved, scheduled, session_ahead
from followup.readmodel.rulebook import Rulebook, find_rulebook
from followup.rules.pack import RuleKind
from followup.settings import Settings

POSTPONED = "Hội nghị tạm hoãn, chưa định ngày mới"
CANCELLED = "Hội nghị đã hủy"
HELD = "Hội nghị đã được tổ chức"
UNIT_ENDED = "Đơn vị đã kết thúc hoạt động; ý kiến do đơn vị kế thừa tổng hợp"


def titled(kind: DutyKind, on: date) -> str:
    """The duty as a work list shows it."""
    what = {
        DutyKind.OPINION_LIST: "Gửi danh sách ý kiến cho hội nghị",
        DutyKind.INVITATIONS: "Gửi giấy mời hội nghị",
        DutyKind.ANNOUNCEMENT: "Thông báo công khai hội nghị",
    }[kind]
    return f"{what} ngày {on:%d/%m/%Y}"


class Before:
    """Hears how a session is prepared, moved and called off."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def scheduled(self, unit: Unit, _envelope: Envelope, event: said.SessionScheduledV1) -> None:
        """Open what is owed before the first day, or count it from the day it has now."""
        await keep(unit.connection, scheduled(event))
        await self._owe(unit, event.session_id)

    async def postponed(self, unit: Unit, _envelope: Envelope, event: said.SessionPostponedV1) -> None:
        """To another day everything is counted again, and what went out is owed anew; to no day nothing is owed until there is one."""
        starts_on = local_date(event.new_starts_at) if event.new_starts_at else None
        await keep(unit.connection, moved(event.session_id, starts_on))
        if starts_on is None:
            await self._lift(unit, event.session_id, POSTPONED)
        else:
            await self._owe(unit, event.session_id)

    async def cancelled(self, unit: Unit, _envelope: Envelope, event: said.SessionCancelledV1) -> None:
        await self._lift(unit, event.session_id, CANCELLED)

    async def invited(self, unit: Unit, _envelope: Envelope, event: said.InvitationListApprovedV1) -> None:
        """The invitations are out when each invitee of the newest list was sent one."""
        calendar = await newest_calendar(unit.connection)
        owed = Owed.of(event.session_id, DutyKind.INVITATIONS)
        parts = tuple(sorted(each.invitee_ref for each in event.invitees))
        await unit.handle(decider, owed.stream, d.ExpectParts(parts=parts, calendar=calendar, now=unit.clock.now()))

    async def held(self, unit: Unit, session_id: str) -> None:
        """What was not done before the session can be done no more; a date that was missed stays missed."""
        await self._lift(unit, session_id, HELD)

    async def _owe(self, unit: Unit, session_id: str) -> None:
        session = await session_ahead(unit.connection, session_id)
        if session is None or session.starts_on is None:
            return
        rules = await find_rulebook(unit.connection, self.settings)
        if rules is not None:
            await owe_before(unit, rules, session, session.starts_on)

    async def _lift(self, unit: Unit, session_id: str, reason: str) -> None:
        session = await session_ahead(unit.connection, session_id)
        if session is None:
            return
        for kind in BEFORE_THE_SESSION:
            await lift(unit, Owed.of(session_id, kind), reason)
        rules = await find_rulebook(unit.connection, self.settings)
        if rules is None:
            return
        for row in sorted(rules.organisations.rows):
            if rules.organisations.rows[row].parent_id == session.host_org_id:
                await lift(unit, Owed.of(session_id, DutyKind.OPINION_LIST, row), reason)


async def list_no_more(unit: Unit, rules: Rulebook, session_id: str, org_id: str) -> None:
    """A unit that ended presses nobody's opinions any more; who took over from it lists its people with its own."""
    session = await session_ahead(unit.connection, session_id)
    if session is not None and session.starts_on is not None:
        await _owe_lists(unit, rules, session, session.starts_on)
    await lift(unit, Owed.of(session_id, DutyKind.OPINION_LIST, org_id), UNIT_ENDED)


async def owe_before(unit: Unit, rules: Rulebook, session: SessionAhead, starts_on: date) -> None:
    """Open what the packs ask before a session on this day, or count it from there."""
    for kind in BEFORE_THE_SESSION:
        await _owe_one(unit, rules, session, Owed.of(session.session_id, kind), kind, session.host_org_id, starts_on)
    await _owe_lists(unit, rules, session, starts_on)


async def _owe_one(unit: Unit, rules: Rulebook, session: SessionAhead, owed: Owed, kind: DutyKind, owner: str, anchor_on: date) -> None:
    opened = await owe(
        unit,
        rules,
        owed,
        kind=kind,
        about=About.session(session.session_id, titled(kind, session.starts_on or anchor_on)),
        owner_org_id=owner,
        host_org_id=session.host_org_id,
        anchor_on=anchor_on,
        level=session.of_level,
        audiences=session.with_audiences,
        form=session.of_form,
        again=kind in BEFORE_THE_SESSION,
    )
    if not opened:
        await count_from(unit, rules, owed, anchor_on, RecalculationCause.SESSION_POSTPONED)


async def _owe_lists(unit: Unit, rules: Rulebook, session: SessionAhead, starts_on: date) -> None:
    """Each unit right below the host lists what presses its people, before the cut-off that was announced or the one the rules give."""
    main = rules.terms(session.host_org_id, session.of_level, starts_on)
    if main is None:
        return
    rule = main.pack.rule(RuleKind.OPINION_CUTOFF, session.of_level, session.with_audiences, session.of_form)
    cutoff_on = session.cutoff_on or (compute(rule, starts_on, main).due_on if rule else None)
    if cutoff_on is None:
        return
    asked = {each.value for each in main.pack.choices.classes_asked_for_lists}
    for org_id in rules.organisations.below(session.host_org_id, asked, starts_on):
        owed = Owed.of(session.session_id, DutyKind.OPINION_LIST, org_id)
        await _owe_one(unit, rules, session, owed, DutyKind.OPINION_LIST, org_id, cutoff_on)
