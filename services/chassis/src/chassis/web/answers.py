"""Short answers that pages share: go on to the next page, and what a refusal is in words."""

from starlette.requests import Request
from starlette.responses import RedirectResponse

from chassis.decider import Refused
from chassis.web.problems import refusal


def see_other(request: Request, path: str) -> RedirectResponse:
    """After a form was handled: 303 to a page of the same service, `path` beginning with a slash."""
    return RedirectResponse(f"{request.scope.get('root_path', '')}{path}", 303)


def sentence(request: Request, refused: Refused) -> str:
    """The refusal's Vietnamese sentence, to show beside the form."""
    return refusal(refused.slug, refused.details, request.app.state.refusals).detail
