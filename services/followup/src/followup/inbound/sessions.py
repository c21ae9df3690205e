"""sessions concluded, noticed, reported: cases and duties are opened, duties fulfilled, due dates known outside."""

from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from chassis.messaging.inbox import Source
from chassis.observability.log import get_log
from contracts import sessions as said
from contracts.envelope import Document, Envelope
from contracts.identifiers import case_id
from contracts.labels import label
from contracts.vocabulary import Disposition, DutyKind, RecalculationCause
from contracts.workdays import local_date
from followup.case import commands as c
from followup.case.decide import decider as cases
from followup.case.vocabulary import CommunicatedBy
from followup.duty.commands import About
from followup.duty.decide import decider as duties
from followup.duty.duty import NotOpened, Pending
from followup.duty.whose import AFTER_THE_SESSION
from followup.inbound import session_corrected
from followup.inbound.before_session import Before
from followup.inbound.held_replies import share_held
from followup.inbound.opening import open_case
from followup.inbound.owing import Owed, count_from, done, owe_under
from followup.inbound.plan_year import PlanYears
from followup.inbound.sending import Sending, owe_sending
from followup.inbound.succession import organisation_ended
from followup.log_events import LogEvent
from followup.readmodel.heard import keep
from followup.readmodel.heard_sessions import session_ahead
from followup.readmodel.organisations import heard
from followup.readmodel.rulebook import Rulebook, read_rulebook
from followup.settings import Settings

log = get_log(__name__)


def source(settings: Settings) -> Source:
    """Handlers for what sessions publishes."""
    sessions, before, years = Sessions(settings), Before(settings), PlanYears(settings)
    return Source(
        "sessions",
        {
            said.OrgUnitRegisteredV1: sessions.organisation,
            said.OrgUnitChangedV1: sessions.organisation,
            said.OrgUnitClosedV1: organisation_ended,
            said.AnnualPlanIssuedV1: years.planned,
            said.AnnualPlanAmendedV1: years.planned,
            said.SessionScheduledV1: before.scheduled,
            said.SessionPostponedV1: before.postponed,
            said.SessionCancelledV1: before.cancelled,
            said.InvitationListApprovedV1: before.invited,
            said.SessionRecordedV1: sessions.recorded,
            said.SessionConcludedV1: sessions.concluded,
            said.ConclusionNoticeIssuedV1: sessions.conclusion_notice,
            said.ResultNoticeIssuedV1: sessions.result_notice,
            said.SessionReportSubmittedV1: sessions.report,
            **session_corrected.handlers(settings),
        },
    )


class Sessions:
    """Opens, corrects and fulfils."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.before, self.years = Before(settings), PlanYears(settings)

    async def organisation(self, unit: Unit, _envelope: Envelope, event: said.OrgUnitRegisteredV1 | said.OrgUnitChangedV1) -> None:
        """Kept for its name, class and line; a head owes a dialogue from then on."""
        await keep(unit.connection, heard(event))
        await self.years.announced(unit, event.unit_id)

    async def recorded(self, unit: Unit, _envelope: Envelope, event: said.SessionRecordedV1) -> None:
        """Recorded afterwards: counted, with nothing owed."""
        await self.years.held(unit, event)

    async def concluded(self, unit: Unit, _envelope: Envelope, event: said.SessionConcludedV1) -> None:
        """One case per assigned opinion, one duty per limit of the packs; told again with another day, the date is corrected."""
        rules = await read_rulebook(unit.connection, self.settings)
        assigned = [opinion for opinion in event.opinions if opinion.disposition is Disposition.ASSIGNED]
        waited = [held for opinion in assigned for held in await open_case(unit, rules, event, opinion)]
        for held in waited:
            await share_held(unit, rules, held)
        case_ids = tuple(str(case_id(event.session_id, opinion.opinion_id)) for opinion in assigned)
        opened = await _open_duties(unit, rules, event, case_ids)
        await self.before.held(unit, event.session_id)
        await self.years.held(unit, event)
        limited = rules.terms(event.host_org_id, event.level, event.held_on) is not None
        log.info(LogEvent.CASES_OPENED, session_id=event.session_id, cases=len(assigned), duties=opened, limited=limited)

    async def conclusion_notice(self, unit: Unit, envelope: Envelope, event: said.ConclusionNoticeIssuedV1) -> None:
        """The chair's notice fulfils the duty; it prints the due date of every item, which binds from then on (A-11)."""
        owed = Owed.of(event.session_id, DutyKind.CONCLUSION_NOTICE)
        state = await unit.state(duties, owed.stream)
        if isinstance(state, Pending):
            mark = c.MarkCommunicated(now=unit.clock.now(), by=SYSTEM, by_means_of=CommunicatedBy.CONCLUSION_NOTICE, doc=event.doc)
            for each in state.facts.case_ids:
                await unit.handle(cases, f"case-{each}", mark)
        rules = await self._fulfil(unit, owed, envelope, event.doc)
        host = await self._host(unit, event.session_id)
        await owe_sending(unit, rules, Sending.notice(event, DutyKind.CONCLUSION_NOTICE, envelope, host))

    async def result_notice(self, unit: Unit, envelope: Envelope, event: said.ResultNoticeIssuedV1) -> None:
        rules = await self._fulfil(unit, Owed.of(event.session_id, DutyKind.RESULTS_PUBLISHED), envelope, event.doc)
        host = await self._host(unit, event.session_id)
        await owe_sending(unit, rules, Sending.notice(event, DutyKind.RESULT_NOTICE, envelope, host))

    async def report(self, unit: Unit, envelope: Envelope, event: said.SessionReportSubmittedV1) -> None:
        await self._fulfil(unit, Owed.of(event.session_id, DutyKind.AFTER_SESSION_REPORT), envelope, event.doc)

    async def _host(self, unit: Unit, session_id: str) -> str | None:
        state = await unit.state(duties, Owed.of(session_id, DutyKind.CONCLUSION_NOTICE).stream)
        if not isinstance(state, NotOpened):
            return state.facts.owner_org_id
        session = await session_ahead(unit.connection, session_id)
        return session.host_org_id if session else None

    async def _fulfil(self, unit: Unit, owed: Owed, envelope: Envelope, doc: Document) -> Rulebook:
        rules = await read_rulebook(unit.connection, self.settings)
        await done(unit, owed, doc.issued_on or local_date(envelope.time), rules.calendar, doc=doc)
        return rules


async def _open_duties(unit: Unit, rules: Rulebook, event: said.SessionConcludedV1, case_ids: tuple[str, ...]) -> int:
    opened = 0
    for terms in rules.all_terms(event.host_org_id, event.level, event.held_on):
        for kind in AFTER_THE_SESSION:
            owed = Owed.of(event.session_id, kind)
            opened += await owe_under(
                unit,
                rules,
                terms,
                owed,
                kind=kind,
                about=About.session(event.session_id, f"{label(kind)}: hội nghị ngày {event.held_on:%d/%m/%Y}"),
                owner_org_id=event.host_org_id,
                anchor_on=event.held_on,
                level=event.level,
                audiences=event.audience,
                form=event.form,
                case_ids=case_ids if kind is DutyKind.CONCLUSION_NOTICE else (),
            )
            await count_from(unit, rules, owed, event.held_on, RecalculationCause.SESSION_DATE_CORRECTED)
    return opened
