"""Server-rendered Vietnamese pages: a service's templates over the shared look; a named block is the htmx fragment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

import chassis.ui
from chassis.clock import Clock, WallClock
from chassis.identity.current import signed_in
from chassis.identity.permissions import may
from chassis.ids import new_id
from chassis.web.formats import FILTERS, local_day

SHARED = Path(chassis.ui.__file__).parent / "templates"


@dataclass(frozen=True)
class Section:
    """One entry of the header: a service's address and its Vietnamese title."""

    name: str
    title: str
    summary: str = ""


class Pages:
    """The templates of one application, mounted below `/<name>` (or at the top for the front page)."""

    def __init__(self, *, name: str = "", title: str = "", sections: Sequence[Section] = (), folder: Path | None = None) -> None:
        self.name = name
        self.title = title
        self.sections = tuple(sections)
        folders = [SHARED] if folder is None else [folder, SHARED]
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.environment.filters.update(FILTERS)
        self.environment.globals["new_key"] = lambda: str(new_id())

    def render(
        self, request: Request, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200, block: str | None = None
    ) -> HTMLResponse:
        """Render a page, or only its `block`. Give `block` when the request came from htmx: see `is_htmx`."""
        values = {**self._around(request), **(context or {})}
        found = self.environment.get_template(template)
        html = found.render(values) if block is None else _render_block(found, block, values)
        return HTMLResponse(html, status, headers={"vary": "HX-Request", "cache-control": "no-store"})

    def site_root(self, request: Request) -> str:
        """The address all sections share, without a trailing slash."""
        root = str(request.scope.get("root_path", ""))
        return root.removesuffix(f"/{self.name}") if self.name else root

    def sign_in_url(self, request: Request) -> str:
        """Where to sign in, and come back from."""
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return f"{request.scope.get('root_path', '')}/sign-in?{urlencode({'next': wanted})}"

    def _around(self, request: Request) -> dict[str, Any]:
        who = signed_in(request)
        site, root = self.site_root(request), str(request.scope.get("root_path", ""))
        clock = _clock(request)
        now = clock.now()
        return {
            "request": request,
            "actor": who.actor,
            "account": who.label or who.actor.ref,
            "section": self.name,
            "section_title": self.title,
            "sections": self.sections,
            "site": site,
            "url": lambda path="/": f"{root}{path}",
            "asset": lambda path: f"{root}/ui/{path}",
            "may": lambda permission: may(request, who.actor, permission),
            "now": now,
            "today": local_day(now),
            "simulated": not isinstance(clock, WallClock),
        }


def _render_block(template: jinja2.Template, block: str, values: Mapping[str, Any]) -> str:
    """One block as the page would show it: what the page imports and sets at its top is there too."""
    context = template.new_context(dict(values))
    top = template.root_render_func(context)
    next(iter(top), None)
    return "".join(context.blocks[block][0](context))


def is_htmx(request: Request) -> bool:
    """Whether htmx asks for a fragment; a history restore asks for the whole page."""
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-history-restore-request") != "true"


def _clock(request: Request) -> Clock:
    runtime = getattr(request.app.state, "runtime", None)
    clock: Clock = WallClock() if runtime is None else runtime.clock
    return clock
