"""The forms of a case: shown, checked, decided; back to the case after success, the form again with what is wrong otherwise. No script is needed."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.decider import Refused
from chassis.handle import VersionConflict
from chassis.identity.permissions import NotPermitted, permit
from chassis.web.answers import see_other, sentence
from chassis.web.dependencies import ThePages
from chassis.web.forms import Submitted, read_form
from chassis.web.pages import Pages
from chassis.web.problems import CHANGED
from followup.acting import Act, TheAct
from followup.case.commands import IssueReply
from followup.pages.acts import ACTS
from followup.pages.acts.case_act import CaseAct

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


def _page(request: Request, pages: Pages, act: Act, what: CaseAct, form: Submitted[Any], status: int = 200) -> Response:
    fields = [
        {
            "of": field,
            "hint": ". ".join(filter(None, (field.whom(act) if field.whom else "", field.hint))),
            "choices": field.choices(act) if field.choices else (),
            "value": form.values[field.name] or (field.first(act) if field.first and not form.errors else ""),
        }
        for field in what.fields
    ]
    labels = {field.name: field.label for field in what.fields}
    context = {
        "what": what,
        "errors": {name: f"{labels[name]}: {said}" if name in labels else said for name, said in form.errors.items()},
        "fields": fields,
        "form": form,
        "case_id": act.case_id,
        "version": act.detail.version,
        "summary": act.detail.summary,
    }
    return pages.render(request, "followup/case_act.html", context, status=status)


def _refuse_others(act: Act, what: CaseAct) -> None:
    if not act.may(what.permission):
        raise NotPermitted(what.permission, act.actor)


def shown(what: CaseAct) -> Callable[..., Awaitable[Response]]:
    async def show(request: Request, pages: ThePages, act: TheAct) -> Response:
        _refuse_others(act, what)
        return _page(request, pages, act, what, Submitted(None))

    return show


def sent(what: CaseAct) -> Callable[..., Awaitable[Response]]:
    async def send(request: Request, pages: ThePages, act: TheAct) -> Response:
        _refuse_others(act, what)
        form = await read_form(request, what.form)
        if form.model is None:
            return _page(request, pages, act, what, form, 422)
        try:
            command = what.command(act, form.model)
            done = await act.reply(command) if isinstance(command, IssueReply) else await act.do(lambda _: command)
        except Refused as refused:
            return _page(request, pages, act, what, form.refused(sentence(request, refused)), 409)
        except VersionConflict:
            return _page(request, pages, act, what, form.refused(CHANGED.detail), CHANGED.status)
        await act.handler.wait_for(done.position)
        return see_other(request, f"/cases/{act.case_id}")

    return send


for each in ACTS:
    path, needs = f"/cases/{{case_id}}/{each.name}", [permit(each.permission)]
    router.add_api_route(path, shown(each), methods=["GET"], dependencies=needs)
    router.add_api_route(path, sent(each), methods=["POST"], dependencies=needs)
