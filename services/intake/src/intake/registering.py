"""Taking an opinion in, the same way from a form, a file or another agency: checked, sealed at once, linked to its submitter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.decider import Refused
from chassis.handle import Unit
from chassis.ids import derived_id, new_id
from chassis.privacy.keys import SubjectErased
from chassis.privacy.local import TransactionVault
from contracts.vocabulary import (
    Audience,
    DomainCode,
    OpinionChannel,
    OpinionKind,
    RejectReason,
    Route,
    SubmitterKind,
    Urgency,
    fold,
)
from contracts.workdays import OutsideCalendar, WorkingCalendar, local_date
from intake.facts import apply_foretold, hold
from intake.opinion.commands import RegisterOpinion, RejectOpinion, RouteOutOpinion
from intake.opinion.decide import OPINION, decide, stream_of
from intake.opinion.events import OpinionEvent, SealedSubmitter
from intake.opinion.opinion import Opinion, Unknown
from intake.readmodel import lookup_codes, organisations
from intake.readmodel.heard_facts import newest_calendar
from intake.readmodel.organisations import OrganisationRow, TargetSessionRow
from intake.submitter.commands import LinkOpinion
from intake.submitter.decide import SUBMITTER
from intake.submitter.decide import stream_of as submitter_stream

ACKNOWLEDGE_WITHIN = 10
FIELDS = ("name", "phone", "address", "email")


@dataclass(frozen=True)
class Person:
    """Who spoke, in the clear: lives only between the door and the seal, and is never printed."""

    name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)

    @property
    def is_blank(self) -> bool:
        return not any(getattr(self, name) for name in FIELDS)


@dataclass(frozen=True)
class AtOnce:
    """The opinion is rejected, or routed out, in the breath it is registered: nothing of its text is kept."""

    reject: RejectReason | None = None
    route: Route | None = None
    to_org_id: str | None = None


@dataclass(frozen=True)
class Received:
    """An opinion as it comes in at the door. `text` is the full text; only `summary_redacted` will ever be public."""

    opinion_id: str
    channel: OpinionChannel
    received_at: datetime
    received_by_org_id: str
    submitter_kind: SubmitterKind
    audience: Audience
    kind: OpinionKind
    summary_redacted: str = ""
    text: str | None = field(default=None, repr=False)
    person: Person = field(default=Person(), repr=False)
    submitter_ref: str | None = None
    represented_count: int = 1
    language: str = "vi"
    needs_interpreter: bool = False
    domain_code: DomainCode | None = None
    urgency: Urgency | None = None
    attachment_refs: tuple[str, ...] = ()
    target_session_id: str | None = None
    slip_no: int | None = None
    raised_live: bool = False
    source_ref: str | None = None
    at_once: AtOnce | None = None


async def register(unit: Unit, vault: TransactionVault, received: Received, by: str) -> Sequence[OpinionEvent]:
    """Register in this transaction; an opinion known already changes nothing. Raises Refused."""
    around = await surroundings_of(unit.connection, received.received_by_org_id, received.target_session_id)
    return (await register_all(unit, vault, [(received, around)], by)).get(received.opinion_id, ())


async def register_all(
    unit: Unit, vault: TransactionVault, all_received: Sequence[tuple[Received, "Surroundings"]], by: str
) -> Mapping[str, Sequence[OpinionEvent]]:
    """Register several in one transaction, all or none; the events by opinion, without those known already. Raises Refused."""
    opinion_ids = [received.opinion_id for received, _ in all_received]
    await hold(unit, *opinion_ids)
    await unit.load(OPINION, [stream_of(opinion_id) for opinion_id in opinion_ids])
    fresh = {each.opinion_id: (_referred(each), around) for each, around in all_received if await _is_unknown(unit, each.opinion_id)}
    if not fresh:
        return {}
    for received, around in fresh.values():
        check(received, around)
    await _prepare(unit, vault, [received for received, _ in fresh.values()])
    codes = await lookup_codes.give_all(unit.connection, list(fresh))
    events = {}
    for opinion_id, (received, around) in fresh.items():
        sealed = {**await _sealed(unit, vault, received, by), "lookup_code": codes[opinion_id]}
        events[opinion_id] = await _register(unit, received, command_of(received, around, sealed, unit.clock.now(), by), by)
    await apply_foretold(unit, *fresh)
    return events


async def _is_unknown(unit: Unit, opinion_id: str) -> bool:
    opinion: Opinion = await unit.state(OPINION, stream_of(opinion_id))
    return isinstance(opinion, Unknown)


def _referred(received: Received) -> Received:
    """A person who comes without a reference gets one; of a denunciation no person is kept."""
    if received.submitter_ref or received.person.is_blank:
        return received
    return replace(received, submitter_ref=str(new_id()))


async def _prepare(unit: Unit, vault: TransactionVault, all_received: Sequence[Received]) -> None:
    """What sealing will need, asked for at once: who spoke before, and a key for everything that has none."""
    kept = [received for received in all_received if not _is_secret(received)]
    refs = [received.submitter_ref for received in kept if received.submitter_ref]
    await unit.load(SUBMITTER, [submitter_stream(ref) for ref in refs])
    texts = [received.opinion_id for received in kept if received.text and not received.at_once]
    people = [received.submitter_ref for received in kept if received.submitter_ref and not received.person.is_blank]
    await vault.make([*dict.fromkeys([*texts, *people])])


async def _register(unit: Unit, received: Received, command: RegisterOpinion, by: str) -> Sequence[OpinionEvent]:
    stream = stream_of(received.opinion_id)
    events = list(await unit.handle(OPINION, stream, command))
    if received.at_once:
        events.extend(await unit.handle(OPINION, stream, _ending(received.at_once, unit.clock.now(), by)))
    return events


@dataclass(frozen=True)
class Surroundings:
    """What else is needed to judge an opinion: the organisation that received it, the session it is meant for, the calendar."""

    organisation: OrganisationRow | None
    directory_known: bool
    session: TargetSessionRow | None
    calendar: WorkingCalendar


async def surroundings_of(connection: AsyncConnection, org_id: str, session_id: str | None) -> Surroundings:
    """As known now."""
    organisation, known = await organisations.find_in_directory(connection, org_id)
    session = await organisations.find_session(connection, session_id) if session_id else None
    return Surroundings(organisation, known, session, await newest_calendar(connection))


def check(received: Received, around: Surroundings) -> None:
    """What can be said against an opinion before anything is sealed. Raises Refused."""
    if around.organisation is None:
        if around.directory_known:
            raise Refused("organisation_unknown")
    elif not around.organisation.is_valid_on(local_date(received.received_at)):
        raise Refused("organisation_not_valid")
    name = fold(received.person.name or "").strip()
    if " " in name and name in fold(received.summary_redacted):
        raise Refused("personal_data_in_plain_text", field="summary_redacted")
    if received.submitter_kind is SubmitterKind.ANONYMOUS and not (received.person.is_blank and received.submitter_ref is None):
        raise Refused("anonymous_with_identity")


def foresee(received: Received, around: Surroundings, now: datetime, by: str) -> None:
    """Raises Refused where registering would, without sealing or writing anything."""
    check(received, around)
    decide(command_of(received, around, {}, now, by), Unknown())


def _is_secret(received: Received) -> bool:
    return received.at_once is not None and received.at_once.route is Route.DENUNCIATION


async def _sealed(unit: Unit, vault: TransactionVault, received: Received, by: str) -> dict[str, Any]:
    """Reference, sealed person and sealed text. Of what is refused at once no text is kept, of a denunciation no person either."""
    if _is_secret(received):
        return {}
    ref = received.submitter_ref
    try:
        if ref:
            link = LinkOpinion(unit.clock.now(), by, ref, received.opinion_id)
            await unit.handle(SUBMITTER, submitter_stream(ref), link)
        text = await vault.seal(received.opinion_id, "text", received.text) if received.text and not received.at_once else None
        fields = {name: getattr(received.person, name) for name in FIELDS}
        person = SealedSubmitter(**{name: await vault.seal(ref, name, value) for name, value in fields.items() if ref and value})
    except SubjectErased as gone:
        raise Refused("submitter_erased") from gone
    return {"submitter_ref": ref, "submitter": None if received.person.is_blank else person, "text": text}


def command_of(received: Received, around: Surroundings, sealed: dict[str, Any], now: datetime, by: str) -> RegisterOpinion:
    """The command, with what was sealed before."""
    session, calendar = around.session, around.calendar
    return RegisterOpinion(
        now=now,
        by=by,
        opinion_id=received.opinion_id,
        channel=received.channel,
        received_at=received.received_at,
        received_by_org_id=received.received_by_org_id,
        submitter_kind=received.submitter_kind,
        audience=received.audience,
        kind=received.kind,
        summary_redacted="" if received.at_once else received.summary_redacted.strip(),
        represented_count=received.represented_count,
        language=received.language,
        needs_interpreter=received.needs_interpreter,
        domain_code=received.domain_code,
        urgency=received.urgency,
        attachment_refs=() if received.at_once else received.attachment_refs,
        target_session_id=received.target_session_id,
        list_due_on=session.list_due_on if session else None,
        slip_no=received.slip_no,
        raised_live=received.raised_live,
        source_ref=received.source_ref,
        acknowledge_by=acknowledge_by(calendar, local_date(received.received_at)),
        calendar_version=calendar.version,
        refused_at_once=received.at_once is not None,
        **sealed,
    )


def acknowledge_by(calendar: WorkingCalendar, received_on: date) -> date | None:
    """DL-02, 11-QĐi/TW: within 10 working days of receipt; None when the calendar does not cover the days."""
    try:
        return calendar.add_working_days(received_on, ACKNOWLEDGE_WITHIN)
    except OutsideCalendar:
        return None


def _ending(at_once: AtOnce, now: datetime, by: str) -> RejectOpinion | RouteOutOpinion:
    if at_once.reject:
        return RejectOpinion(now, by, at_once.reject)
    if at_once.route:
        return RouteOutOpinion(now, by, at_once.route, at_once.to_org_id)
    raise Refused("nothing_decided_at_once")


def opinion_id_from(*parts: str) -> str:
    """The id of an opinion that came under a key of somebody else's: the same key is the same opinion."""
    return str(derived_id("opinion", *parts))
