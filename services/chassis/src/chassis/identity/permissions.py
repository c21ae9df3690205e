"""Every route says which permission it needs; each service says, as data, which role holds which permission.

`design.md` section 9: roles decide what a person may do, and a test walks the routes and finds none without a permission.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.routing import BaseRoute, Mount

from chassis.identity.actor import Actor
from chassis.identity.current import get_actor

ANYONE = "anyone"
EXEMPT = frozenset(
    {
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/v1/openapi.json",
        "/ui/vendor",
        "/ui/assets",
        "/sign-in",
        "/sign-out",
        "/sign-in/office",
        "/sign-in/callback",
    }
)


class NotPermitted(Exception):
    """The actor's role does not hold the permission the route, or the decision, asks for."""

    def __init__(self, permission: str, actor: Actor) -> None:
        super().__init__(permission)
        self.permission = permission
        self.actor = actor


@dataclass(frozen=True)
class Permissions:
    """Who may do what in one service: role → permissions, and what anyone may read while pages are public."""

    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    public: frozenset[str] = frozenset()

    def allows(self, actor: Actor, permission: str, *, pages_public: bool) -> bool:
        if permission == ANYONE or (pages_public and permission in self.public):
            return True
        return not actor.is_anonymous and permission in self.roles.get(actor.role, frozenset())

    @property
    def known(self) -> frozenset[str]:
        return self.public.union(*self.roles.values())


@dataclass(frozen=True)
class Permit:
    """The dependency a route carries; calling it returns the permitted actor or raises `NotPermitted`."""

    permission: str

    async def __call__(self, request: Request, actor: Annotated[Actor, Depends(get_actor)]) -> Actor:
        if not may(request, actor, self.permission):
            raise NotPermitted(self.permission, actor)
        return actor


def permit(permission: str) -> Any:
    """Declare a route's permission: `@router.get("/x", dependencies=[permit("thing.read")])`.

    `permit(ANYONE)` says that the route is open to everybody, also while pages are not public (a lookup by code).
    """
    return Depends(Permit(permission))


def may(request: Request, actor: Actor, permission: str) -> bool:
    """Say whether the actor holds the permission in the service serving this request (also for hiding buttons)."""
    permissions: Permissions = request.app.state.permissions
    return permissions.allows(actor, permission, pages_public=request.app.state.pages_public)


def declared(routes: list[BaseRoute], *, below: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Walk every route, mounted ones too, and yield its path and the permissions it declares."""
    for route in iter_route_contexts(routes):
        path = below + (route.path or "")
        if isinstance(route.original_route, Mount):
            inner = getattr(route.original_route.app, "routes", None)
            if inner:
                yield from declared(inner, below=path)
                continue
        dependant = getattr(route, "dependant", None)
        yield path, frozenset(_permits(dependant)) if dependant else frozenset()


def undeclared(routes: list[BaseRoute], *, exempt: frozenset[str] = EXEMPT) -> list[str]:
    """List the paths that declare no permission and are not exempt (health, metrics, shared look, sign-in)."""
    return [path for path, found in declared(routes) if not found and not _is_exempt(path, exempt)]


def _is_exempt(path: str, exempt: frozenset[str]) -> bool:
    mounted = "/" + path.split("/", 2)[-1]
    return path in exempt or mounted in exempt


def _permits(dependant: Dependant) -> Iterator[str]:
    for each in dependant.dependencies:
        if isinstance(each.call, Permit):
            yield each.call.permission
        yield from _permits(each)
