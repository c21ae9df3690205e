"""/api/v1/opinions: register, list, read; the full text and the person only for those who may."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from chassis.handle import Unit
from chassis.identity.permissions import may, permit
from chassis.observability.log import get_log
from chassis.privacy.sealing import Erased
from chassis.web.dependencies import CurrentActor, Reader, TheClock, created_id, set_etag
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.envelope import Sealed
from contracts.vocabulary import Audience, DomainCode, SubmitterKind, Urgency
from contracts.workdays import local_date
from intake.api.acting import Acted, TheAct, TheVault
from intake.log_events import LogEvent
from intake.opinion.events import OpinionEvent, OpinionRegistered
from intake.opinion.permissions import READ, READ_PERSONAL, REGISTER
from intake.opinion.vocabulary import StateName
from intake.opinion_in import OpinionIn
from intake.reach import must_reach, must_register, must_see, organisations_of
from intake.readmodel import opinion_detail, opinion_history, opinion_list, possible_duplicates
from intake.registering import FIELDS, register

log = get_log(__name__)
router = APIRouter(prefix="/api/v1/opinions", tags=["opinions"])


class Registered(Acted):
    """`acknowledge_by`: the last day to tell the submitter that the matter is accepted or forwarded."""

    submitter_ref: str | None = None
    after_cutoff: bool = False
    acknowledge_by: date | None = None


class OpinionPage(BaseModel):
    total: int
    page: int
    opinions: list[dict[str, Any]]


class Opened(BaseModel):
    """Texts in the clear; null where there is none, `erased` where the key was destroyed."""

    text: str | None = None
    submitter: dict[str, str] = {}
    erased: bool = False


@router.post("", status_code=201, dependencies=[permit(REGISTER)])
async def register_opinion(asked: OpinionIn, act: TheAct, reader: Reader, clock: TheClock) -> Registered:
    """Register an opinion; the same id or Idempotency-Key again changes nothing."""
    must_register(act.actor, raised_live=asked.raised_live)
    await must_reach(reader, act.actor, asked.received_by_org_id, REGISTER, local_date(clock.now()))
    received = asked.received(created_id(act.command_id, asked.opinion_id), clock.now())
    kept: list[OpinionEvent] = []

    async def work(unit: Unit) -> list[OpinionEvent]:
        kept[:] = await register(unit, act.vault.within(unit.connection), received, act.actor.ref)
        return kept

    acted = await act.perform(received.opinion_id, work)
    registered = next((event for event in kept if isinstance(event, OpinionRegistered)), None)
    if registered:
        name = LogEvent.OPINION_REFUSED_AT_ONCE if received.at_once else LogEvent.OPINION_REGISTERED
        log.info(name, opinion_id=received.opinion_id, channel=received.channel, org_id=received.received_by_org_id)
    return Registered(
        **acted.model_dump(),
        submitter_ref=registered.submitter_ref if registered else None,
        after_cutoff=registered.after_cutoff if registered else False,
        acknowledge_by=registered.acknowledge_by if registered else None,
    )


@router.get("", dependencies=[permit(READ)])
async def list_opinions(
    reader: Reader,
    actor: CurrentActor,
    clock: TheClock,
    page: ThePage,
    q: Annotated[str, Query(max_length=200)] = "",
    state: StateName | None = None,
    domain_code: DomainCode | None = None,
    urgency: Urgency | None = None,
    audience: Audience | None = None,
    submitter_kind: SubmitterKind | None = None,
    session_id: str | None = None,
    org_id: str | None = None,
    received_from: date | None = None,
    received_to: date | None = None,
    unacknowledged: bool = False,
    needs_attention: bool = False,
) -> OpinionPage:
    """Opinions, the newest first; `q` is searched in the summary without regard to diacritics."""
    wanted = opinion_list.Filter(
        search=q,
        state=state,
        domain_code=domain_code,
        urgency=urgency,
        audience=audience,
        submitter_kind=submitter_kind,
        session_id=session_id,
        org_id=org_id,
        received_from=received_from,
        received_to=received_to,
        unacknowledged_on=local_date(clock.now()) if unacknowledged else None,
        needs_attention=needs_attention,
        orgs=await organisations_of(reader, actor, local_date(clock.now())),
        published_only=actor.is_anonymous,
    )
    found = await opinion_list.find(reader, wanted, offset=page.offset, limit=page.size)
    return OpinionPage(
        total=found.total, page=page.number, opinions=[row.model_dump(mode="json", exclude={"folded"}) for row in found.rows]
    )


@router.get("/duplicates", dependencies=[permit(READ)])
async def duplicates_of_summary(reader: Reader, summary: Annotated[str, Query(min_length=3, max_length=2_000)]) -> list[dict[str, Any]]:
    """Open opinions that say much the same as this summary."""
    return [vars(each) for each in await possible_duplicates.find(reader, summary)]


@router.get("/{opinion_id}", dependencies=[permit(READ)])
async def read_opinion(
    opinion_id: str, request: Request, reader: Reader, actor: CurrentActor, clock: TheClock, response: Response
) -> dict[str, Any]:
    """One opinion without its text and its person; the person's reference only for those who may open it."""
    found = await _found(reader, actor, clock, opinion_id)
    set_etag(response, found.more.version)
    hidden = {"sealed_text", "sealed_submitter", "sealed_answer", "opinion_id"} | (
        set() if may(request, actor, READ_PERSONAL) else {"submitter_ref"}
    )
    more = found.more.model_dump(mode="json", exclude=hidden)
    has_text = found.more.sealed_text is not None
    return {**found.row.model_dump(mode="json", exclude={"folded"}), **more, "member_ids": list(found.member_ids), "has_text": has_text}


@router.get("/{opinion_id}/history", dependencies=[permit(READ)])
async def read_history(opinion_id: str, reader: Reader, actor: CurrentActor, clock: TheClock) -> list[dict[str, Any]]:
    """What happened, in order: facts only."""
    await _found(reader, actor, clock, opinion_id)
    return [row.model_dump(mode="json", exclude={"opinion_id"}) for row in await opinion_history.find(reader, opinion_id)]


@router.get("/{opinion_id}/duplicates", dependencies=[permit(READ)])
async def read_duplicates(opinion_id: str, reader: Reader, actor: CurrentActor, clock: TheClock) -> list[dict[str, Any]]:
    """Other open opinions that say much the same."""
    found = await _found(reader, actor, clock, opinion_id)
    return [vars(each) for each in await possible_duplicates.find(reader, found.row.summary, apart_from=opinion_id)]


@router.get("/{opinion_id}/text", dependencies=[permit(READ_PERSONAL)])
async def read_text(opinion_id: str, reader: Reader, actor: CurrentActor, clock: TheClock, vault: TheVault, response: Response) -> Opened:
    """The full text and who spoke, opened for a person whose work needs it."""
    found = await _found(reader, actor, clock, opinion_id)
    response.headers["cache-control"] = "no-store"
    opened = Opened(erased=found.more.shredded)
    sealed: dict[str, Any] = {"text": found.more.sealed_text, **(found.more.sealed_submitter or {})}
    for name in ("text", *FIELDS):
        if not sealed.get(name):
            continue
        value = await vault.open(Sealed.model_validate(sealed[name]), name)
        if isinstance(value, Erased):
            opened.erased = True
        elif name == "text":
            opened.text = value
        else:
            opened.submitter[name] = value
    return opened


async def _found(reader: Reader, actor: CurrentActor, clock: TheClock, opinion_id: str) -> opinion_detail.OpinionInFull:
    found = await opinion_detail.find(reader, opinion_id)
    if found is None:
        raise NotFound
    await must_see(reader, actor, found.row, local_date(clock.now()))
    return found
