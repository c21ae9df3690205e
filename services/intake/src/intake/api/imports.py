"""/api/v1/imports: a file of opinions looked at, then registered as it was shown; sending it again adds only what is new."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from chassis.identity.permissions import NotPermitted, may, permit
from chassis.web.dependencies import CommandId, CurrentActor, Reader, TheClock, TheHandler, created_id
from chassis.web.problems import NotFound
from chassis.workbooks.write import XLSX
from contracts.fields import Id
from contracts.vocabulary import Audience, OpinionChannel, OpinionKind, SubmitterKind
from contracts.workdays import local_date
from intake.api.acting import TheVault
from intake.importing.applying import approve, forget
from intake.importing.mending import file_to_mend
from intake.importing.previewing import preview as look_at
from intake.importing.uploading import Defaults, Told, tell, until_finished, upload_of
from intake.opinion.permissions import IMPORT, READ_PERSONAL
from intake.reach import must_reach

router = APIRouter(prefix="/api/v1/imports", tags=["imports"])
WAIT_SECONDS = 45.0


class RowTold(BaseModel):
    """One row. `state` is what the preview saw: new, duplicate, warning or error; `outcome` what registering came to: registered, repeated or refused."""

    sheet: str
    row: int
    row_key: str
    state: str
    outcome: str | None = None
    opinion_id: str | None = None
    slugs: list[str] = []
    messages: list[str] = []


class Imported(BaseModel):
    """`state`: PREVIEWED, APPROVED (being registered), FINISHED or FORGOTTEN. `counts` has new, duplicate, warning, error of the preview,
    registered, repeated, refused of the registering, and left.
    """

    import_id: str
    state: str
    digest: str
    form: str
    counts: dict[str, int]
    notes: list[str]
    rows: list[RowTold]


@router.post("", dependencies=[permit(IMPORT)])
async def import_file(
    request: Request,
    handler: TheHandler,
    vault: TheVault,
    actor: CurrentActor,
    clock: TheClock,
    reader: Reader,
    command_id: CommandId,
    received_by_org_id: Annotated[Id | None, Query()] = None,
    target_session_id: Annotated[Id | None, Query()] = None,
    source: Annotated[Id | None, Query(description="names the file's origin; row keys are unique within it")] = None,
    audience: Audience | None = None,
    submitter_kind: SubmitterKind | None = None,
    channel: OpinionChannel = OpinionChannel.UNIT_LIST,
    kind: OpinionKind = OpinionKind.RECOMMENDATION,
    preview: bool = False,
) -> Imported:
    """Body: the file itself, a workbook, CSV or JSON, told apart by its content. With `preview` nothing is registered until `apply`.

    A file that takes longer than 45 seconds answers APPROVED; look again with GET.
    """
    given = Defaults(received_by_org_id, target_session_id, audience, submitter_kind, channel, kind)
    upload = await upload_of(reader, await request.body(), given, source=source or "")
    await must_reach(reader, actor, upload.org_id, IMPORT, local_date(clock.now()))
    batch_id = created_id(command_id)
    handled = await look_at(handler, vault, actor, upload, batch_id)
    if not preview:
        handled = await approve(handler, actor, batch_id, upload.digest)
        await until_finished(handler, batch_id, WAIT_SECONDS)
    await handler.wait_for(handled.position)
    async with handler.engine.connect() as connection:
        return _answer(await tell(connection, vault, batch_id))


@router.get("/{import_id}", dependencies=[permit(IMPORT)])
async def read_import(import_id: str, reader: Reader, vault: TheVault, actor: CurrentActor, clock: TheClock) -> Imported:
    """How far it is, and what became of every row, also long afterwards."""
    return _answer(await _told(reader, vault, actor, clock, import_id))


@router.post("/{import_id}/apply", dependencies=[permit(IMPORT)])
async def apply_import(
    import_id: str,
    handler: TheHandler,
    reader: Reader,
    vault: TheVault,
    actor: CurrentActor,
    clock: TheClock,
    digest: Annotated[str | None, Query(description="SHA-256 of the file that is meant")] = None,
    wait: Annotated[float, Query(ge=0, le=WAIT_SECONDS)] = 0,
) -> Imported:
    """Register in the background exactly what the preview showed; asked again, nothing more happens."""
    await _told(reader, vault, actor, clock, import_id)
    handled = await approve(handler, actor, import_id, digest)
    await until_finished(handler, import_id, wait)
    await handler.wait_for(handled.position)
    async with handler.engine.connect() as connection:
        return _answer(await tell(connection, vault, import_id))


@router.post("/{import_id}/discard", dependencies=[permit(IMPORT)])
async def discard_import(
    import_id: str, handler: TheHandler, reader: Reader, vault: TheVault, actor: CurrentActor, clock: TheClock
) -> Imported:
    """Destroy what the file said; opinions that came of it stay."""
    await _told(reader, vault, actor, clock, import_id)
    async with handler.unit(actor=actor) as unit:
        await forget(unit, import_id, actor.ref)
    vault.forget(f"import-{import_id}")
    await handler.wait_for(unit.position)
    async with handler.engine.connect() as connection:
        return _answer(await tell(connection, vault, import_id))


@router.get("/{import_id}/errors.xlsx", dependencies=[permit(IMPORT)])
async def read_errors(request: Request, import_id: str, reader: Reader, vault: TheVault, actor: CurrentActor, clock: TheClock) -> Response:
    """The rows that were not taken, to be mended and sent again; for the person who sent the file, or one who may read personal data."""
    told = await _told(reader, vault, actor, clock, import_id)
    if told.file.previewed_by != actor.ref and not may(request, actor, READ_PERSONAL):
        raise NotPermitted(READ_PERSONAL, actor)
    name = f"can-sua-{import_id[:8]}.xlsx"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(await file_to_mend(vault, told), media_type=XLSX, headers=headers)


async def _told(reader: Reader, vault: TheVault, actor: CurrentActor, clock: TheClock, import_id: str) -> Told:
    told = await tell(reader, vault, import_id)
    if told is None:
        raise NotFound
    await must_reach(reader, actor, told.file.received_by_org_id, IMPORT, local_date(clock.now()))
    return told


def _answer(told: Told | None) -> Imported:
    if told is None:
        raise NotFound
    rows = [
        RowTold(
            sheet=row.sheet,
            row=row.number,
            row_key=row.row_key,
            state=row.state,
            outcome=row.outcome,
            opinion_id=row.opinion_id,
            slugs=row.slugs or [],
            messages=row.messages or [],
        )
        for row in told.rows
    ]
    file = told.file
    return Imported(
        import_id=file.batch_id,
        state=file.state,
        digest=file.digest,
        form=file.form,
        counts=dict(told.counts),
        notes=list(told.notes),
        rows=rows,
    )
