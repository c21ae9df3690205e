"""Opinions from other agencies' software: opened with our key, sealed again under each subject's, judged, answered by a receipt."""

from collections.abc import Awaitable, Callable, Mapping

from chassis.decider import Refused
from chassis.handle import Unit
from chassis.ids import derived_id
from chassis.messaging.agency_inbox import AgencyInbox, AgencyMessage
from chassis.messaging.receipts import Answer, accepted
from chassis.privacy.local import TransactionVault
from chassis.privacy.master import MasterKeys
from contracts.agencies import OpinionRegisteredInV1, SealedBox
from contracts.seal import UnreadableBox, open_with
from contracts.workdays import local_date
from intake.opinion.redaction import must_not_name_a_person
from intake.readmodel import organisations
from intake.refusals import REFUSALS
from intake.registering import FIELDS, Person, Received, opinion_id_from, register

HIGHEST = 10


def agency_inbox(masters: MasterKeys, seal_keys: Mapping[str, bytes]) -> AgencyInbox:
    """What intake takes from outside; it also answers what nobody takes."""
    return AgencyInbox(
        filter="in.>",
        events={("opinion-registered", "v1"): OpinionRegisteredInV1},
        handle=_handler(masters, seal_keys),
        known_elsewhere=frozenset({"session-concluded", "reply-issued"}),
        refusals=REFUSALS,
    )


def _handler(
    masters: MasterKeys, seal_keys: Mapping[str, bytes]
) -> Callable[[Unit, AgencyMessage, OpinionRegisteredInV1], Awaitable[Answer]]:
    async def handle(unit: Unit, heard: AgencyMessage, told: OpinionRegisteredInV1) -> Answer:
        await _check_agency(unit, heard, told)
        must_not_name_a_person("summary_redacted", told.summary_redacted)
        received = translate(heard.agency, told, seal_keys)
        await register(unit, TransactionVault(masters, unit.clock, unit.connection), received, f"agency:{heard.agency}")
        return accepted(received.opinion_id)

    return handle


def translate(agency: str, told: OpinionRegisteredInV1, seal_keys: Mapping[str, bytes]) -> Received:
    """Their message as an opinion at our door. Raises Refused("box_unreadable")."""
    boxes = told.submitter
    person = Person(**{name: _opened(getattr(boxes, name), seal_keys) for name in FIELDS}) if boxes else Person()
    return Received(
        opinion_id=opinion_id_from("agency", agency, told.opinion_ref),
        channel=told.channel,
        received_at=told.received_at,
        received_by_org_id=told.received_by_org_id,
        submitter_kind=told.submitter_kind,
        audience=told.audience,
        kind=told.kind,
        summary_redacted=told.summary_redacted,
        text=_opened(told.text, seal_keys),
        person=person,
        submitter_ref=None if person.is_blank else str(derived_id("submitter", agency, told.opinion_ref)),
        represented_count=told.represented_count,
        language=told.language,
        needs_interpreter=told.needs_interpreter,
        domain_code=told.domain_code,
        urgency=told.urgency,
        target_session_id=told.target_session_id,
        slip_no=told.slip_no,
        raised_live=told.raised_live,
        source_ref=f"{agency}:{told.opinion_ref}",
    )


def _opened(box: SealedBox | None, seal_keys: Mapping[str, bytes]) -> str | None:
    if box is None:
        return None
    private = seal_keys.get(box.key_id)
    if private is None:
        raise Refused("box_unreadable")
    try:
        return open_with(private, box)
    except UnreadableBox as unreadable:
        raise Refused("box_unreadable") from unreadable


async def _check_agency(unit: Unit, heard: AgencyMessage, told: OpinionRegisteredInV1) -> None:
    """The agency acts for itself or what lies below it, and the organisation existed on the day. Raises Refused."""
    organisation = await organisations.find(unit.connection, told.received_by_org_id)
    if organisation is None:
        raise Refused("organisation_unknown")
    if not organisation.is_valid_on(local_date(told.received_at)):
        raise Refused("organisation_not_valid")
    above: organisations.OrganisationRow | None = organisation
    for _ in range(HIGHEST):
        if above is None:
            break
        if above.agency_code == heard.agency:
            return
        above = await organisations.find(unit.connection, above.parent_id) if above.parent_id else None
    raise Refused("acts_for_another_agency")
