"""Sessions over HTTP: schedule one, record one afterwards, read the list, one in full, and the conclusions that were refused."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from chassis.handle import Unit
from chassis.identity.permissions import permit
from chassis.web.dependencies import CurrentActor, Reader, TheHandler, created_id, set_etag
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.fields import Id, Instant, Mark, Name, Role, Text, Year
from contracts.sessions import SessionOpinion, SessionTotals
from contracts.vocabulary import Audience, DatePrecision, Form, Level, Regime
from contracts.workdays import local_date
from sessions.acting import Body, Done, TheAct, done, reaches
from sessions.api.session_acts import SessionId
from sessions.dialogue_session.commands import DialogueSessionCommand, RecordSession, ScheduleSession
from sessions.dialogue_session.facts import OpinionResult, Totals
from sessions.dialogue_session.permissions import APPROVE, READ, RECORD, REVIEW
from sessions.dialogue_session.session import Status
from sessions.lookup import orgs_on_file, plan_year_of
from sessions.proposal import KindBody
from sessions.readmodel.organisation_directory import names_of
from sessions.readmodel.refused_conclusions import find_refused
from sessions.readmodel.session_detail import find_detail, find_history
from sessions.readmodel.session_list import UNDECIDED, SessionRow, Wanted, find_row, find_sessions
from sessions.readmodel.session_opinions import count_silenced, find_opinions, find_turns
from sessions.readmodel.session_programme import find_parts, find_steps
from sessions.standing import find_standing

router = APIRouter(prefix="/api/v1/sessions", tags=["Hội nghị"])


class ScheduleBody(KindBody):
    """What the chair puts on the calendar."""

    chair_role: Role
    starts_at: Instant
    ends_at: Instant
    venue: Name


class RecordBody(Body):
    """`held_on` with precision DAY; otherwise `held_period` ("2024-05", "2024"), or neither when nothing is known."""

    session_id: Id | None = None
    held_on_precision: DatePrecision = DatePrecision.DAY
    held_from: date | None = None
    held_on: date | None = None
    held_period: Mark | None = None
    plan_year: Year | None = None
    regime: Regime
    audience: tuple[Audience, ...]
    form: Form
    level: Level
    host_org_id: Id
    totals: SessionTotals | None = None
    opinions: tuple[SessionOpinion, ...] = ()
    source_ref: Text | None = None


@router.post("", status_code=201, dependencies=[permit(APPROVE)])
async def schedule(body: ScheduleBody, act: TheAct) -> Done:
    """Opinions that were waiting for this session are put on its list in the same transaction."""
    session_id = created_id(act.command_id, body.session_id)

    async def asking(unit: Unit) -> DialogueSessionCommand:
        await reaches(unit, act.actor, body.host_org_id)
        planned_year = await plan_year_of(unit, body.plan_id)
        return ScheduleSession(
            **body.said,
            session_id=session_id,
            plan_year=body.plan_year or planned_year or local_date(body.starts_at).year,
            planned_year=planned_year,
            orgs=await orgs_on_file(unit, [body.host_org_id, *body.co_host_org_ids]),
        )

    return done(session_id, await act.on_session(session_id, asking))


@router.post("/record", status_code=201, dependencies=[permit(RECORD)])
async def record(body: RecordBody, act: TheAct) -> Done:
    """A session written down afterwards, without slips, invitations or minutes."""
    session_id = created_id(act.command_id, body.session_id)
    opinions = tuple(OpinionResult(**opinion.model_dump()) for opinion in body.opinions)
    named = (body.host_org_id, *(agency for opinion in opinions for agency in opinion.agencies))

    async def asking(unit: Unit) -> DialogueSessionCommand:
        await reaches(unit, act.actor, body.host_org_id)
        return RecordSession(
            **body.model_dump(exclude={"session_id", "totals", "opinions"}),
            now=act.now,
            session_id=session_id,
            totals=Totals(**body.totals.model_dump()) if body.totals else None,
            opinions=opinions,
            orgs=await orgs_on_file(unit, named),
        )

    return done(session_id, await act.on_session(session_id, asking))


@router.get("", dependencies=[permit(READ)])
async def search(
    connection: Reader,
    page: ThePage,
    actor: CurrentActor,
    level: Level | None = None,
    status: Status | None = None,
    regime: Regime | None = None,
    audience: Audience | None = None,
    host_org_id: Annotated[str | None, Query(max_length=200)] = None,
    plan_year: Year | None = None,
) -> dict[str, Any]:
    wanted = Wanted(level, status, regime, audience, host_org_id, plan_year, published_only=actor.is_anonymous)
    rows, total = await find_sessions(connection, wanted, offset=page.offset, size=page.size)
    known = await names_of(connection, (row.host_org_id for row in rows))
    return {"total": total, "page": page.number, "items": [{**shown(row), "host_name": known.get(row.host_org_id)} for row in rows]}


@router.get("/refused", dependencies=[permit(REVIEW)])
async def refused(connection: Reader, page: ThePage) -> dict[str, Any]:
    """Conclusions that agencies told and the rules do not allow."""
    rows, total = await find_refused(connection, offset=page.offset, size=page.size)
    items = [{**row.model_dump(), "slugs": row.slugs.split(",")} for row in rows]
    return {"total": total, "page": page.number, "items": items}


@router.get("/{session_id}", dependencies=[permit(READ)])
async def read(session_id: SessionId, connection: Reader, handler: TheHandler, actor: CurrentActor, response: Response) -> dict[str, Any]:
    """One session in full. `owed` is what still stands between it and its closing, `next_step` the step of the programme to come."""
    row, detail = await find_row(connection, session_id), await find_detail(connection, session_id)
    if row is None or detail is None or (actor.is_anonymous and row.stage in UNDECIDED):
        raise NotFound
    set_etag(response, detail.version)
    standing = await find_standing(connection, handler.codec, session_id)
    return {
        **detail.model_dump(),
        **shown(row),
        "opinions": [vars(line) for line in await find_opinions(connection, session_id)],
        "turns": [turn.model_dump(exclude={"session_id"}) for turn in await find_turns(connection, session_id)],
        "silenced": await count_silenced(connection, session_id),
        "owed": [*standing.owed, *standing.shortcomings],
        "next_step": standing.next_step,
        "waiting_slips": list(standing.waiting_slips),
        "steps": [step.model_dump(exclude={"session_id"}) for step in await find_steps(connection, session_id)],
        "parts": [part.model_dump(exclude={"session_id"}) for part in await find_parts(connection, session_id)],
        "history": [each.model_dump(exclude={"session_id"}) for each in await find_history(connection, session_id)],
    }


def shown(row: SessionRow) -> dict[str, Any]:
    return {**row.model_dump(exclude={"stage", "is_closed", "audience"}), "status": row.status, "audience": row.audiences}
