"""The pages of uploaded lists: send a file, see what would happen to each row, have it registered, fetch what is to be mended."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from chassis.clock import Clock
from chassis.decider import Refused
from chassis.identity.actor import Actor
from chassis.identity.permissions import NotPermitted, may, permit
from chassis.privacy.local import LocalVault
from chassis.web.answers import see_other, sentence
from chassis.web.dependencies import CommandId, CurrentActor, Reader, TheClock, TheHandler, ThePages, created_id, get_part
from chassis.web.forms import FilledIn, form_values
from chassis.web.pages import is_htmx
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from chassis.workbooks.write import XLSX
from contracts import vocabulary as v
from contracts.workdays import local_date
from intake.importing.applying import approve, forget
from intake.importing.mending import empty_list, file_to_mend
from intake.importing.previewing import preview
from intake.importing.uploading import Defaults, Told, summaries, tell, upload_of
from intake.opinion.permissions import IMPORT, READ_PERSONAL
from intake.pages import words
from intake.pages.upload_form import UploadForm
from intake.reach import must_reach, offices_to_choose, organisations_of
from intake.readmodel import imports, organisations

router = APIRouter(prefix="/imports", default_response_class=Response, include_in_schema=False)
TheVault = Annotated[LocalVault, Depends(get_part(LocalVault))]
NO_STORE = {"cache-control": "no-store"}


@router.get("", dependencies=[permit(IMPORT)])
async def show_all(request: Request, pages: ThePages, page: ThePage, reader: Reader, actor: CurrentActor, clock: TheClock) -> Response:
    """The files sent, the newest first."""
    files, total = await imports.find_files(
        reader, await organisations_of(reader, actor, local_date(clock.now())), offset=page.offset, limit=page.size
    )
    names = await organisations.names(reader, [file.received_by_org_id for file in files])
    context = {"files": files, "pages_": page.of(total), "organisations": names, "states": words.IMPORTS}
    return pages.render(request, "intake/import_list.html", context)


@router.get("/new", dependencies=[permit(IMPORT)])
async def ask(request: Request, pages: ThePages, reader: Reader, actor: CurrentActor, clock: TheClock) -> Response:
    """The form for a file."""
    return await _form(request, pages, reader, actor, clock, {"received_by_org_id": actor.org_id or ""}, {})


@router.get("/template.xlsx", dependencies=[permit(IMPORT)])
async def show_template() -> Response:
    """An empty list with the headings that are understood."""
    headers = {"content-disposition": 'attachment; filename="danh-sach-y-kien.xlsx"'}
    return Response(empty_list(), media_type=XLSX, headers=headers)


@router.post("/new", dependencies=[permit(IMPORT)])
async def look_at(
    request: Request,
    pages: ThePages,
    reader: Reader,
    handler: TheHandler,
    vault: TheVault,
    actor: CurrentActor,
    clock: TheClock,
    command_id: CommandId,
) -> Response:
    """Read the file and go on to what it would do; nothing is registered yet."""
    form = await request.form()
    given, file = form_values(form, UploadForm), form.get("file")
    name, content = (file.filename or "", await file.read()) if isinstance(file, UploadFile) else ("", b"")
    await request.close()
    checked = UploadForm.checked(given)
    errors = dict(checked.errors) | ({} if content else {"file": "Chưa chọn tệp."})
    if errors or checked.model is None:
        return await _form(request, pages, reader, actor, clock, given, errors, 422)
    asked = checked.model
    defaults = Defaults(asked.received_by_org_id, asked.target_session_id, asked.audience, asked.submitter_kind)
    batch_id = created_id(command_id)
    try:
        upload = await upload_of(reader, content, defaults, name=name[:200])
        await must_reach(reader, actor, upload.org_id, IMPORT, local_date(clock.now()))
        handled = await preview(handler, vault, actor, upload, batch_id)
    except Refused as refused:
        return await _form(request, pages, reader, actor, clock, given, {"file": sentence(request, refused)}, 409)
    await handler.wait_for(handled.position)
    return see_other(request, f"/imports/{batch_id}")


@router.get("/{import_id}", dependencies=[permit(IMPORT)])
async def show(
    import_id: str,
    request: Request,
    pages: ThePages,
    page: ThePage,
    reader: Reader,
    vault: TheVault,
    actor: CurrentActor,
    clock: TheClock,
    only: str = "",
) -> Response:
    """Every row: what would happen to it, or what happened."""
    return await _shown(request, pages, page, await _told(reader, vault, actor, clock, import_id, only), vault, only, {})


@router.post("/{import_id}/apply", dependencies=[permit(IMPORT)])
async def apply(
    import_id: str,
    request: Request,
    pages: ThePages,
    page: ThePage,
    reader: Reader,
    handler: TheHandler,
    vault: TheVault,
    actor: CurrentActor,
    clock: TheClock,
    digest: Annotated[str, Query()] = "",
) -> Response:
    """Have the rows registered in the background."""
    await _told(reader, vault, actor, clock, import_id)
    try:
        handled = await approve(handler, actor, import_id, digest or None)
    except Refused as refused:
        async with handler.engine.connect() as connection:
            told = await _told(connection, vault, actor, clock, import_id)
        return await _shown(request, pages, page, told, vault, "", {"": sentence(request, refused)}, 409)
    await handler.wait_for(handled.position)
    return see_other(request, f"/imports/{import_id}")


@router.post("/{import_id}/discard", dependencies=[permit(IMPORT)])
async def discard(
    import_id: str, request: Request, reader: Reader, handler: TheHandler, vault: TheVault, actor: CurrentActor, clock: TheClock
) -> Response:
    """Destroy what the file said."""
    await _told(reader, vault, actor, clock, import_id)
    async with handler.unit(actor=actor) as unit:
        await forget(unit, import_id, actor.ref)
    await handler.wait_for(unit.position)
    return see_other(request, "/imports")


@router.get("/{import_id}/errors.xlsx", dependencies=[permit(IMPORT)])
async def show_errors(import_id: str, request: Request, reader: Reader, vault: TheVault, actor: CurrentActor, clock: TheClock) -> Response:
    """The rows to mend; for the person who sent the file, or one who may read personal data."""
    told = await _told(reader, vault, actor, clock, import_id)
    if told.file.previewed_by != actor.ref and not may(request, actor, READ_PERSONAL):
        raise NotPermitted(READ_PERSONAL, actor)
    headers = {"content-disposition": f'attachment; filename="can-sua-{import_id[:8]}.xlsx"', **NO_STORE}
    return Response(await file_to_mend(vault, told), media_type=XLSX, headers=headers)


async def _told(reader: Reader, vault: LocalVault, actor: Actor, clock: Clock, import_id: str, only: str = "") -> Told:
    told = await tell(reader, vault, import_id, only=only)
    if told is None:
        raise NotFound
    await must_reach(reader, actor, told.file.received_by_org_id, IMPORT, local_date(clock.now()))
    return told


async def _form(
    request: Request,
    pages: ThePages,
    reader: Reader,
    actor: Actor,
    clock: TheClock,
    given: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    sessions = await organisations.find_open_sessions(reader, clock.now())
    context = {
        "values": FilledIn(given),
        "errors": errors,
        "units": await offices_to_choose(reader, actor, local_date(clock.now())),
        "sessions": [(each.session_id, words.session_line(each)) for each in sessions],
        "audiences": words.choices(v.Audience),
        "kinds": words.choices(v.SubmitterKind),
    }
    return pages.render(request, "intake/import_new.html", context, status=status)


async def _shown(
    request: Request,
    pages: ThePages,
    page: ThePage,
    told: Told,
    vault: LocalVault,
    only: str,
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    rows = told.rows[page.offset : page.offset + page.size]
    context = {
        "told": told,
        "file": told.file,
        "rows": rows,
        "summaries": await summaries(vault, rows),
        "pages_": page.of(len(told.rows)),
        "chosen": only,
        "errors": errors,
        "states": words.IMPORTS,
        "row_states": words.ROWS,
        "running": told.file.state == imports.APPROVED,
    }
    return pages.render(request, "intake/import_detail.html", context, status=status, block="progress" if is_htmx(request) else None)
