"""intake told of an opinion, a unit's list or a person's request: summaries are kept, acknowledgements, lists and answers owed or done."""

from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from chassis.messaging.inbox import Source
from contracts import intake as said
from contracts.envelope import Envelope
from contracts.labels import label
from contracts.vocabulary import DataRequestKind, DataRequestOutcome, DutyKind, DutySubject
from contracts.workdays import WorkingCalendar, local_date
from followup.case.case import facts_of
from followup.case.commands import JoinOpinions
from followup.case.decide import decider
from followup.duty.commands import About
from followup.inbound.owing import Owed, done, lift, owe
from followup.readmodel import merged_opinions
from followup.readmodel.calendar_versions import newest_calendar
from followup.readmodel.case_of_opinion import cases_answering, opened
from followup.readmodel.heard import keep
from followup.readmodel.opinion_summaries import heard
from followup.readmodel.rule_packs import some_pack_asks
from followup.readmodel.rulebook import Rulebook, find_rulebook, read_rulebook
from followup.rules.pack import RuleKind
from followup.settings import Settings

LEFT = "Ý kiến không còn trong quy trình đối thoại"
REFUSED = "Đã trả lời không thực hiện, có nêu lý do"
CARRIED_OUT_BY_A_DAY = (DataRequestKind.CONSENT_WITHDRAWAL, DataRequestKind.RESTRICTION, DataRequestKind.OBJECTION)


def source(settings: Settings) -> Source:
    """Handlers for what intake publishes."""
    intake = Intake(settings)
    return Source(
        "intake",
        {
            said.OpinionRegisteredV1: intake.registered,
            said.OpinionRoutedOutV1: intake.left,
            said.OpinionRejectedV1: intake.left,
            said.OpinionWithdrawnV1: intake.left,
            said.OpinionMergedV1: merged,
            said.OpinionAcknowledgedV1: intake.acknowledged,
            said.UnitOpinionListSubmittedV1: intake.listed,
            said.DataRequestRegisteredV1: intake.requested,
            said.DataRequestAnsweredV1: intake.answered,
            said.DataRequestCompletedV1: intake.completed,
        },
    )


async def merged(unit: Unit, _envelope: Envelope, event: said.OpinionMergedV1) -> None:
    """Heard after the case opened, the members join it; heard before, the case opens with them."""
    await keep(unit.connection, merged_opinions.heard(event))
    for case_id in await cases_answering(unit.connection, event.survivor_id):
        joined = JoinOpinions(now=unit.clock.now(), by=SYSTEM, opinion_ids=event.merged_ids)
        if await unit.handle(decider, f"case-{case_id}", joined):
            known = facts_of(await unit.state(decider, f"case-{case_id}"))
            await keep(unit.connection, opened(case_id, known.session_id, event.merged_ids))


async def _owe_request(
    unit: Unit, rules: Rulebook, event: said.DataRequestRegisteredV1, kind: DutyKind, act: str, limited_by: RuleKind | None = None
) -> None:
    await owe(
        unit,
        rules,
        Owed.of(event.request_id, kind),
        kind=kind,
        about=About(DutySubject.DATA_REQUEST, event.request_id, title=f"{act} yêu cầu: {label(event.kind).lower()}"),
        owner_org_id=event.received_by_org_id,
        anchor_on=event.received_on,
        level=rules.organisations.level(event.received_by_org_id),
        audiences=(),
        limited_by=limited_by,
    )


class Intake:
    """Hears opinions, lists and requests."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def registered(self, unit: Unit, _envelope: Envelope, event: said.OpinionRegisteredV1) -> None:
        """Where the pack says so, an opinion that came outside a session is acknowledged in writing (DL-02)."""
        await keep(unit.connection, heard(event))
        if event.raised_live or not await some_pack_asks(unit.connection, RuleKind.ACKNOWLEDGEMENT):
            return
        rules = await find_rulebook(unit.connection, self.settings)
        if rules is None:
            return
        received_on = local_date(event.received_at)
        await owe(
            unit,
            rules,
            Owed.of(event.opinion_id, DutyKind.ACKNOWLEDGEMENT),
            kind=DutyKind.ACKNOWLEDGEMENT,
            about=About(DutySubject.OPINION, event.opinion_id, title=f"Thông báo tiếp nhận ý kiến nhận ngày {received_on:%d/%m/%Y}"),
            owner_org_id=event.received_by_org_id,
            anchor_on=received_on,
            level=rules.organisations.level(event.received_by_org_id),
            audiences=(event.audience,),
        )

    async def left(
        self, unit: Unit, _envelope: Envelope, event: said.OpinionRoutedOutV1 | said.OpinionRejectedV1 | said.OpinionWithdrawnV1
    ) -> None:
        await keep(unit.connection, heard(event))
        await lift(unit, Owed.of(event.opinion_id, DutyKind.ACKNOWLEDGEMENT), LEFT)

    async def acknowledged(self, unit: Unit, envelope: Envelope, event: said.OpinionAcknowledgedV1) -> None:
        calendar = await self._calendar(unit)
        on = event.ack_doc.issued_on or local_date(envelope.time)
        await done(unit, Owed.of(event.opinion_id, DutyKind.ACKNOWLEDGEMENT), on, calendar, doc=event.ack_doc)

    async def listed(self, unit: Unit, _envelope: Envelope, event: said.UnitOpinionListSubmittedV1) -> None:
        """A list, also one that says there is nothing, fulfils the unit's duty; it may be heard of before the session is (DL-01)."""
        owed = Owed.of(event.session_id, DutyKind.OPINION_LIST, event.unit_org_id)
        await done(unit, owed, local_date(event.submitted_at), await self._calendar(unit), remember=True)

    async def requested(self, unit: Unit, _envelope: Envelope, event: said.DataRequestRegisteredV1) -> None:
        """A person asked about the data held on them: answered in two working days, and some kinds carried out in 15 or 20 days (DL-20)."""
        rules = await read_rulebook(unit.connection, self.settings)
        await _owe_request(unit, rules, event, DutyKind.DATA_REQUEST, "Trả lời")
        if event.kind in CARRIED_OUT_BY_A_DAY:
            longer = RuleKind.DATA_REQUEST_DONE_BY_OTHERS if event.third_parties else None
            await _owe_request(unit, rules, event, DutyKind.DATA_REQUEST_DONE, "Thực hiện", limited_by=longer)

    async def answered(self, unit: Unit, _envelope: Envelope, event: said.DataRequestAnsweredV1) -> None:
        owed = Owed.of(event.request_id, DutyKind.DATA_REQUEST)
        await done(unit, owed, event.answered_on, await self._calendar(unit), doc=event.doc)
        if event.outcome is DataRequestOutcome.REFUSED_WITH_REASON:
            await lift(unit, Owed.of(event.request_id, DutyKind.DATA_REQUEST_DONE), REFUSED)

    async def completed(self, unit: Unit, _envelope: Envelope, event: said.DataRequestCompletedV1) -> None:
        owed = Owed.of(event.request_id, DutyKind.DATA_REQUEST_DONE)
        await done(unit, owed, event.completed_on, await self._calendar(unit), doc=event.doc)

    async def _calendar(self, unit: Unit) -> WorkingCalendar | None:
        return await newest_calendar(unit.connection)
