"""Every route of every service says who may use it, and only permissions that some role holds."""

import inspect
from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from house import SERVICES, composed

from chassis.identity.permissions import ANYONE, declared, undeclared
from chassis.web.app import build_app, site


def test_no_route_is_without_a_permission() -> None:
    assert undeclared(site([composed(name) for name in SERVICES]).routes) == []


@pytest.mark.parametrize("name", SERVICES)
def test_every_permission_asked_for_is_held_by_some_role(name: str) -> None:
    service = composed(name)
    asked = {permission for _, found in declared(build_app(service).routes) for permission in found}
    assert asked - service.permissions.known <= {ANYONE}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_a_first_page_and_an_api_below_one_prefix(name: str) -> None:
    paths = {path for path, _ in declared(build_app(composed(name)).routes)}
    assert "/" in paths
    assert any(path.startswith("/api/v1/") for path in paths - {"/api/v1/openapi.json"})


@pytest.mark.parametrize("name", SERVICES)
def test_header_and_front_page_can_name_the_service(name: str) -> None:
    service = composed(name)
    assert service.title[0].isupper()
    assert service.summary[0].isupper()


def _calls(dependant: Dependant) -> Iterator[object]:
    yield dependant.call
    for each in dependant.dependencies:
        yield from _calls(each)


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_a_request_waits_for_costs_a_thread(name: str) -> None:
    routes = iter_route_contexts(build_app(composed(name)).routes)
    calls = {call for route in routes if (found := getattr(route, "dependant", None)) for call in _calls(found)}
    awaited = (inspect.iscoroutinefunction, inspect.isasyncgenfunction, lambda call: inspect.iscoroutinefunction(type(call).__call__))
    assert [call for call in calls if not any(kind(call) for kind in awaited)] == []
