"""sessions concluded, noticed, reported: cases and duties are opened, duties fulfilled, due dates known outside."""

from datetime import date

from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from chassis.messaging.inbox import Source
from chassis.observability.log import get_log
from contracts import sessions as said
from contracts.envelope import Document, Envelope
from contracts.identifiers import case_id, duty_id
from contracts.vocabulary import Complexity, Disposition, DutyKind
from contracts.workdays import local_date
from followup.case import commands as c
from followup.case.case import Awaiting, Unknown
from followup.case.decide import decider as cases
from followup.case.vocabulary import CommunicatedBy
from followup.duty import commands as d
from followup.duty.decide import LIMITED_BY
from followup.duty.decide import decider as duties
from followup.duty.duty import Pending
from followup.inbound import session_corrected
from followup.inbound.held_replies import held_in, settle_held
from followup.log_events import LogEvent
from followup.readmodel.opinion_summaries import summary_of
from followup.readmodel.organisations import heard
from followup.readmodel.rulebook import Rulebook, read_rulebook
from followup.settings import Settings

log = get_log(__name__)


def source(settings: Settings) -> Source:
    """Handlers for what sessions publishes."""
    sessions = Sessions(settings)
    return Source(
        "sessions",
        {
            said.OrgUnitRegisteredV1: _organisation,
            said.OrgUnitChangedV1: _organisation,
            said.OrgUnitClosedV1: _organisation,
            said.SessionConcludedV1: sessions.concluded,
            said.ConclusionNoticeIssuedV1: sessions.conclusion_notice,
            said.ResultNoticeIssuedV1: sessions.result_notice,
            said.SessionReportSubmittedV1: sessions.report,
            **session_corrected.handlers(settings),
        },
    )


async def _organisation(unit: Unit, _envelope: Envelope, event: said.OrgUnitRegisteredV1) -> None:
    unit.change(*heard(event))


class Sessions:
    """Opens, corrects and fulfils."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def concluded(self, unit: Unit, _envelope: Envelope, event: said.SessionConcludedV1) -> None:
        """One case per assigned opinion, one duty per limit of the packs; told again with another day, the date is corrected."""
        rules = await read_rulebook(unit.connection, self.settings)
        assigned = [opinion for opinion in event.opinions if opinion.disposition is Disposition.ASSIGNED]
        for opinion in assigned:
            await _open_case(unit, rules, event, opinion)
        case_ids = tuple(str(case_id(event.session_id, opinion.opinion_id)) for opinion in assigned)
        opened = await _open_duties(unit, rules, event, case_ids)
        limited = rules.terms(event.host_org_id, event.level, event.held_on) is not None
        log.info(LogEvent.CASES_OPENED, session_id=event.session_id, cases=len(assigned), duties=opened, limited=limited)

    async def conclusion_notice(self, unit: Unit, envelope: Envelope, event: said.ConclusionNoticeIssuedV1) -> None:
        """The chair's notice fulfils the duty; it prints the due date of every item, which binds from then on (A-11)."""
        stream = _duty_stream(event.session_id, DutyKind.CONCLUSION_NOTICE)
        state = await unit.state(duties, stream)
        if isinstance(state, Pending):
            mark = c.MarkCommunicated(now=unit.clock.now(), by=SYSTEM, by_means_of=CommunicatedBy.CONCLUSION_NOTICE, doc=event.doc)
            for each in state.facts.case_ids:
                await unit.handle(cases, f"case-{each}", mark)
        await self._fulfil(unit, stream, envelope, event.doc)

    async def result_notice(self, unit: Unit, envelope: Envelope, event: said.ResultNoticeIssuedV1) -> None:
        await self._fulfil(unit, _duty_stream(event.session_id, DutyKind.RESULTS_PUBLISHED), envelope, event.doc)

    async def report(self, unit: Unit, envelope: Envelope, event: said.SessionReportSubmittedV1) -> None:
        await self._fulfil(unit, _duty_stream(event.session_id, DutyKind.AFTER_SESSION_REPORT), envelope, event.doc)

    async def _fulfil(self, unit: Unit, stream: str, envelope: Envelope, doc: Document) -> None:
        rules = await read_rulebook(unit.connection, self.settings)
        on = doc.issued_on or local_date(envelope.time)
        await unit.handle(duties, stream, d.FulfilDuty(fulfilled_on=on, doc=doc, calendar=rules.calendar, now=unit.clock.now()))


def _duty_stream(session_id: str, kind: DutyKind) -> str:
    return f"duty-{duty_id(session_id, kind)}"


async def _open_case(unit: Unit, rules: Rulebook, event: said.SessionConcludedV1, opinion: said.SessionOpinion) -> None:
    identity, now = str(case_id(event.session_id, opinion.opinion_id)), unit.clock.now()
    stream = f"case-{identity}"
    terms = rules.terms(event.host_org_id, event.level, event.held_on)
    before = await unit.state(cases, stream)
    if not isinstance(before, Unknown | Awaiting):
        await unit.handle(cases, stream, c.CorrectSessionDate(now=now, by=SYSTEM, held_on=event.held_on, terms=terms))
        return
    command = c.OpenCase(
        now=now,
        by=SYSTEM,
        case_id=identity,
        session_id=event.session_id,
        opinion_ids=(opinion.opinion_id,),
        host_org_id=event.host_org_id,
        assigned_agency_id=opinion.assigned_agency_id,
        co_agencies=opinion.co_agencies,
        complexity=opinion.complexity or Complexity.ORDINARY,
        authority=opinion.authority,
        level=event.level,
        audiences=event.audience,
        held_on=event.held_on,
        terms=terms,
        directory=rules.organisations.directory,
        summary_redacted=await summary_of(unit.connection, opinion.opinion_id),
    )
    events = await unit.handle(cases, stream, command)
    await settle_held(unit, stream, held_in(before), events)


async def _open_duties(unit: Unit, rules: Rulebook, event: said.SessionConcludedV1, case_ids: tuple[str, ...]) -> int:
    opened = 0
    for terms in rules.all_terms(event.host_org_id, event.level, event.held_on):
        for kind in LIMITED_BY:
            stream = _duty_stream(event.session_id, kind)
            command = d.OpenDuty(
                duty_id=stream.removeprefix("duty-"),
                session_id=event.session_id,
                kind=kind,
                owner_org_id=event.host_org_id,
                held_on=event.held_on,
                level=event.level,
                audiences=event.audience,
                case_ids=case_ids if kind is DutyKind.CONCLUSION_NOTICE else (),
                terms=terms,
                now=unit.clock.now(),
            )
            opened += len(await unit.handle(duties, stream, command))
            await _correct_duty(unit, stream, event.held_on, command)
    return opened


async def _correct_duty(unit: Unit, stream: str, held_on: date, command: d.OpenDuty) -> None:
    state = await unit.state(duties, stream)
    if (
        isinstance(state, Pending)
        and state.facts.anchor_on != held_on
        and state.facts.schedule.deadline.rule_pack_id == command.terms.pack.rule_pack_id
    ):
        await unit.handle(duties, stream, d.RecalculateDuty(terms=command.terms, now=command.now, held_on=held_on))
