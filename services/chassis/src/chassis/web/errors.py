"""The one place where what went wrong becomes an answer: problem+json under /api/, a Vietnamese page elsewhere (`style.md` 2.7)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from chassis.decider import Refused
from chassis.eventstore.errors import StaleVersion
from chassis.handle import KeyReused, VersionConflict
from chassis.identity.permissions import NotPermitted
from chassis.identity.tokens import InvalidToken
from chassis.observability.context import correlation_id, service_name
from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from chassis.observability.metrics import REFUSED
from chassis.observability.redaction import describe
from chassis.web import problems
from chassis.web.field_messages import field_messages
from chassis.web.problems import Problem

log = get_log(__name__)
_PLAIN: Mapping[type[Exception], Problem] = {
    VersionConflict: problems.CHANGED,
    KeyReused: problems.KEY_REUSED,
    InvalidToken: problems.BAD_TOKEN,
    problems.NotFound: problems.MISSING,
    problems.KeyMissing: problems.NO_KEY,
}
_BUSY = (StaleVersion, ConnectionError, OperationalError, InterfaceError, PoolTimeout)
_MAPPED = (*_PLAIN, *_BUSY, Refused, NotPermitted, RequestValidationError, HTTPException, problems.FieldErrors, problems.RequestTooLarge)


def problem_of(error: Exception, refusals: Mapping[str, str], *, software: bool = False) -> Problem:
    """Choose the answer for an exception, for people or for software; anything unknown is 500 and says nothing about the cause."""
    found = _PLAIN.get(type(error), problems.UNEXPECTED)
    match error:
        case Refused():
            found = problems.refusal(error.slug, error.details, refusals)
        case _ if isinstance(error, _BUSY):
            found = problems.HTTP_PROBLEMS[503]
        case VersionConflict():
            found = replace(found, extra={"version": error.version})
        case NotPermitted():
            found = problems.SIGN_IN if error.actor.is_anonymous else problems.FORBIDDEN
        case problems.RequestTooLarge():
            found = problems.too_large(error.limit)
        case problems.FieldErrors():
            found = replace(problems.INVALID, errors=error.errors)
        case RequestValidationError() if not software and all(each["loc"][0] == "path" for each in error.errors()):
            found = problems.MISSING
        case RequestValidationError():
            found = replace(problems.INVALID, errors=field_messages(error.errors(), software=software))
        case HTTPException():
            found = _http(error)
    return found


def respond(request: Request, problem: Problem) -> Response:
    """Render the problem for whoever asked: JSON for software, a page for people, a fragment for htmx."""
    trace_id = correlation_id()
    if wants_json(request):
        return JSONResponse(problem.body(trace_id), problem.status, dict(problem.headers), media_type=problems.MEDIA_TYPE)
    if problem is problems.SIGN_IN and request.method == "GET":
        return RedirectResponse(request.app.state.pages.sign_in_url(request), 303)
    block = "problem" if request.headers.get("hx-request") else None
    context = {"problem": problem, "trace_id": trace_id}
    response: Response = request.app.state.pages.render(request, "chassis/problem.html", context, status=problem.status, block=block)
    response.headers.update(problem.headers)
    return response


def wants_json(request: Request) -> bool:
    """Software is whoever asks below /api/, or accepts JSON but not HTML."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    accept = request.headers.get("accept", "")
    return path.startswith("/api/") or ("json" in accept and "html" not in accept)


def install(app: FastAPI, refusals: Mapping[str, str]) -> None:
    """Register the mapping; what is not registered reaches `UnitOfWork`, which logs it and answers 500."""
    answer = _handler(refusals)
    for kind in _MAPPED:
        app.add_exception_handler(kind, answer)


def _handler(refusals: Mapping[str, str]) -> Callable[[Request, Exception], Any]:
    async def answer(request: Request, error: Exception) -> Response:
        problem = problem_of(error, refusals, software=wants_json(request))
        request.scope["state"]["problem"] = problem.slug
        if isinstance(error, Refused):
            REFUSED.labels(service_name(), problem.slug).inc()
        if isinstance(error, _BUSY):
            log.warning(LogEvent.REQUEST_DELAYED, **describe(error))
        return respond(request, problem)

    return answer


def _http(error: HTTPException) -> Problem:
    known = problems.HTTP_PROBLEMS.get(error.status_code)
    if known is None:
        known = Problem(error.status_code, "http_error", "Không thực hiện được", "Máy chủ không thực hiện được yêu cầu này.")
    return Problem(known.status, known.slug, known.title, known.detail, headers=error.headers or known.headers)
