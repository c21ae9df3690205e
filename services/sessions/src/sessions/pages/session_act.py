"""Every act on a session as a page with one form: without JavaScript, 303 after success, the form again with what is wrong otherwise."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.decider import Refused
from chassis.handle import Unit
from chassis.identity.permissions import permit
from chassis.privacy.keys import Vault
from chassis.web.answers import see_other, sentence
from chassis.web.dependencies import Reader, ThePages, get_runtime
from chassis.web.forms import Submitted, read_form
from chassis.web.pages import Pages
from chassis.web.problems import NotFound
from contracts.workdays import local_date
from sessions.acting import Act, TheAct, hosts_of
from sessions.dialogue_session.commands import DialogueSessionCommand
from sessions.lookup import orgs_on_file
from sessions.pages.acts.after import AFTER
from sessions.pages.acts.before import BEFORE
from sessions.pages.acts.during import DURING
from sessions.pages.acts.form import ActForm, Around, Asked, Filled
from sessions.readmodel.organisation_directory import Wanted, find_organisations
from sessions.readmodel.session_list import find_row
from sessions.readmodel.session_opinions import find_opinions
from sessions.standing import find_standing

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
ACTS: tuple[ActForm, ...] = (*BEFORE, *DURING, *AFTER)
MOST_ORGANISATIONS = 1000
SessionId = Annotated[str, Path(max_length=200)]
UNDECIDED, REFUSED = 422, 409


def _routes(form: ActForm) -> None:
    """GET shows the form, POST does the act; both ask for the act's own permission."""

    @router.get(f"/sessions/{{session_id}}/acts/{form.slug}", dependencies=[permit(form.permission)], name=f"show {form.slug}")
    async def show(request: Request, pages: ThePages, reader: Reader, act: TheAct, session_id: SessionId) -> Response:
        return await _page(request, pages, reader, act, form, session_id, None)

    @router.post(f"/sessions/{{session_id}}/acts/{form.slug}", dependencies=[permit(form.permission)], name=f"do {form.slug}")
    async def do(request: Request, pages: ThePages, reader: Reader, act: TheAct, session_id: SessionId) -> Response:
        submitted: Submitted[Any] = await read_form(request, form.model)
        if submitted.model is None:
            return await _page(request, pages, reader, act, form, session_id, submitted, status=UNDECIDED)
        vault = get_runtime(request).part(Vault)  # type: ignore[type-abstract]
        try:
            handled = await act.on_session(session_id, _asking(form, submitted.model, act, session_id, vault))
        except Refused as refused:
            said = submitted.refused(sentence(request, refused))
            return await _page(request, pages, reader, act, form, session_id, said, status=REFUSED)
        await act.handler.wait_for(handled.position)
        return see_other(request, f"/sessions/{session_id}")


for each in ACTS:
    _routes(each)


def _asking(form: ActForm, filled: Filled, act: Act, session_id: str, vault: Vault) -> Any:
    """The command, made inside the deciding transaction with the directory's evidence."""

    async def asking(unit: Unit) -> DialogueSessionCommand:
        named = (*form.organisations_in(filled), *await hosts_of(unit, session_id))
        command = form.make(filled, Asked(session_id, act.now, act.actor.role, await orgs_on_file(unit, named), vault))
        return await command(unit) if callable(command) else command

    return asking


async def _page(
    request: Request,
    pages: Pages,
    reader: Reader,
    act: Act,
    form: ActForm,
    session_id: str,
    submitted: Submitted[Any] | None,
    *,
    status: int = 200,
) -> Response:
    row = await find_row(reader, session_id)
    if row is None:
        raise NotFound
    standing = await find_standing(reader, act.handler.codec, session_id)
    summaries = {line.opinion_id: line.summary_redacted or "" for line in await find_opinions(reader, session_id)}
    found, _ = await find_organisations(reader, Wanted(on=local_date(act.now)), offset=0, size=MOST_ORGANISATIONS)
    around = Around(standing, [(org.unit_id, org.name) for org in found], summaries)
    first = {each.name: request.query_params.get(each.name) or each.begin_with(around) for each in form.fields}
    context = {
        "session_id": session_id,
        "form": form,
        "submitted": submitted or Submitted(None, first),
        "fields": [(each, each.choose_from(around)) for each in form.fields],
        "version": standing.version,
        "fits": form.stands(standing),
    }
    return pages.render(request, "sessions/session_act.html", context, status=status)
