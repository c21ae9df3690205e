"""Taking an opinion in, the same way from a form, a file or another agency: checked, sealed at once, linked to its submitter."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from chassis.decider import Refused
from chassis.handle import Unit
from chassis.ids import derived_id, new_id
from chassis.privacy.keys import SubjectErased, Vault
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
from intake.opinion.decide import OPINION, stream_of
from intake.opinion.events import OpinionEvent, SealedSubmitter
from intake.opinion.opinion import Unknown
from intake.readmodel import organisations
from intake.readmodel.heard_facts import newest_calendar
from intake.submitter.commands import LinkOpinion
from intake.submitter.decide import SUBMITTER
from intake.submitter.decide import stream_of as submitter_stream

ACKNOWLEDGE_WITHIN = 10
FIELDS = ("name", "phone", "address", "email")
_ANY_ORGANISATION = sa.text("SELECT 1 FROM organisation LIMIT 1")


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


async def register(unit: Unit, vault: Vault, received: Received, by: str) -> Sequence[OpinionEvent]:
    """Register in this transaction; an opinion known already changes nothing. Raises Refused."""
    await hold(unit, received.opinion_id)
    opinion = await unit.state(OPINION, stream_of(received.opinion_id))
    if not isinstance(opinion, Unknown):
        return ()
    await _check_organisation(unit, received)
    _check_summary(received)
    sealed = await _sealed(unit, vault, received, by)
    events = list(await unit.handle(OPINION, stream_of(received.opinion_id), await _command(unit, received, sealed, by)))
    if received.at_once:
        events.extend(await unit.handle(OPINION, stream_of(received.opinion_id), _ending(received.at_once, unit.clock.now(), by)))
    await apply_foretold(unit, received.opinion_id)
    return events


async def _check_organisation(unit: Unit, received: Received) -> None:
    organisation = await organisations.find(unit.connection, received.received_by_org_id)
    if organisation is None:
        if (await unit.connection.execute(_ANY_ORGANISATION)).scalar():
            raise Refused("organisation_unknown")
    elif not organisation.is_valid_on(local_date(received.received_at)):
        raise Refused("organisation_not_valid")


def _check_summary(received: Received) -> None:
    name = fold(received.person.name or "").strip()
    if " " in name and name in fold(received.summary_redacted):
        raise Refused("personal_data_in_plain_text", field="summary_redacted")


async def _sealed(unit: Unit, vault: Vault, received: Received, by: str) -> dict[str, Any]:
    """Reference, sealed person and sealed text. Of what is refused at once no text is kept, of a denunciation no person either."""
    at_once = received.at_once
    if at_once and at_once.route is Route.DENUNCIATION:
        return {}
    anonymous = received.submitter_kind is SubmitterKind.ANONYMOUS
    if anonymous and not (received.person.is_blank and received.submitter_ref is None):
        raise Refused("anonymous_with_identity")
    ref = received.submitter_ref or (None if received.person.is_blank else str(new_id()))
    try:
        if ref:
            link = LinkOpinion(unit.clock.now(), by, ref, received.opinion_id)
            await unit.handle(SUBMITTER, submitter_stream(ref), link)
        text = await vault.seal(received.opinion_id, "text", received.text) if received.text and not at_once else None
        fields = {name: getattr(received.person, name) for name in FIELDS}
        person = SealedSubmitter(**{name: await vault.seal(ref, name, value) for name, value in fields.items() if ref and value})
    except SubjectErased as gone:
        raise Refused("submitter_erased") from gone
    return {"submitter_ref": ref, "submitter": None if received.person.is_blank else person, "text": text}


async def _command(unit: Unit, received: Received, sealed: dict[str, Any], by: str) -> RegisterOpinion:
    session = await organisations.find_session(unit.connection, received.target_session_id) if received.target_session_id else None
    calendar = await newest_calendar(unit.connection)
    return RegisterOpinion(
        now=unit.clock.now(),
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
