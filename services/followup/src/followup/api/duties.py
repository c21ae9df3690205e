"""Reading duties and work lists; saying that a duty was done where no other service can know it, or that it takes more time."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, TheClock, set_etag
from chassis.web.filters import one_of
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.envelope import Document
from contracts.vocabulary import DutyKind
from contracts.workdays import local_date
from followup.api.bodies import Body, Said
from followup.case.permissions import COORDINATE, READ
from followup.duty_acts import TheDutyActs
from followup.readmodel.duty_explained import explained
from followup.readmodel.duty_list import PENDING, find, find_one
from followup.readmodel.organisations import read_organisations
from followup.readmodel.work_list import REPLY_COMPLEX, REPLY_ORDINARY, SHOWN, Wanted, find_work

router = APIRouter(prefix="/api/v1", tags=["duties"])


class DoneBody(Body):
    """`done_on` defaults to today, local date."""

    done_on: date | None = None
    doc: Document | None = None


class MoreTimeBody(Body):
    """`due_on` is the new local date; `notice_doc` told the person of it."""

    due_on: date
    reason: Said
    notice_doc: Document


@router.get("/duties", dependencies=[permit(READ)])
async def list_duties(
    reader: Reader,
    clock: TheClock,
    page: ThePage,
    owner: str | None = None,
    session_id: str | None = None,
    kind: DutyKind | None = None,
    *,
    overdue: bool = False,
    pending: bool = False,
) -> dict[str, Any]:
    """Duties by due date."""
    today = local_date(clock.now())
    rows, total = await find(
        reader,
        today,
        overdue=overdue,
        pending=pending,
        owner=owner,
        session_id=session_id,
        kind=kind.value if kind else None,
        limit=page.size,
        offset=page.offset,
    )
    items = [{**row._mapping, "overdue": row.due_on < today and row.state == PENDING} for row in rows]  # noqa: SLF001
    return {"items": items, "total": total, "page": page.number, "page_size": page.size}


@router.get("/work-list", dependencies=[permit(READ)])
async def work_list(
    reader: Reader,
    clock: TheClock,
    page: ThePage,
    organisation: str | None = None,
    kind: Annotated[str | None, one_of([REPLY_ORDINARY, REPLY_COMPLEX, *DutyKind])] = None,
    role: str | None = None,
    show: Annotated[str, Query(pattern=f"^({'|'.join(SHOWN)})$")] = "open",
) -> dict[str, Any]:
    """Duties and replies in one list, earliest due first; `organisation` includes those below it."""
    today = local_date(clock.now())
    directory = await read_organisations(reader)
    owners = directory.subtree(organisation) if organisation else None
    wanted = Wanted(show, owners, kind, role, soon_until=None)
    rows, total = await find_work(reader, wanted, today, limit=page.size, offset=page.offset)
    items = [{**row._mapping, "overdue": row.due_on < today and row.state == PENDING} for row in rows]  # noqa: SLF001
    return {"items": items, "total": total, "page": page.number, "page_size": page.size}


@router.get("/duties/{duty_id}", dependencies=[permit(READ)])
async def read_duty(duty_id: str, reader: Reader) -> dict[str, Any]:
    """One duty with its deadline explained."""
    row = await find_one(reader, duty_id)
    if row is None:
        raise NotFound
    return {**row._mapping, "explanation": await explained(reader, row)}  # noqa: SLF001


@router.post("/duties/{duty_id}/done", dependencies=[permit(COORDINATE)])
async def duty_done(duty_id: UUID, body: DoneBody, acts: TheDutyActs, response: Response) -> dict[str, Any]:
    """The office says when it was done, and by which document; what another service tells for certain cannot be said here."""
    done_on, handled = await acts.say_done(str(duty_id), body.done_on, body.doc)
    set_etag(response, handled.version)
    return {"duty_id": str(duty_id), "done_on": done_on, "version": handled.version}


@router.post("/duties/{duty_id}/extension", dependencies=[permit(COORDINATE)])
async def extend_duty(duty_id: UUID, body: MoreTimeBody, acts: TheDutyActs, response: Response) -> dict[str, Any]:
    """Take more time for carrying out a person's request: once, before its limit, within the pack's cap (DL-20)."""
    handled = await acts.extend(str(duty_id), body.due_on, body.reason, body.notice_doc)
    set_etag(response, handled.version)
    return {"duty_id": str(duty_id), "due_on": body.due_on, "version": handled.version}
