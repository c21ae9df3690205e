"""Whatever comes in fits where it is kept: a number typed one digit too long must be told to who typed it, not stop a service's projections."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from house import SERVICES, composed
from pydantic import BaseModel

from chassis.web.app import build_app
from contracts.catalogue import CATALOGUE

INTEGER, POSITION = 2**31 - 1, 2**63 - 1
"""The largest number a column of the projections holds, and the largest place in a log."""
TEXT_IS_BOUNDED = {"maxLength", "pattern", "enum", "const", "format", "contentMediaType"}


def unbounded(schema: Any, definitions: dict[str, Any], at: str = "", seen: tuple[str, ...] = ()) -> Iterator[str]:
    """Where a schema lets in numbers or texts of any size."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name not in seen:
            yield from unbounded(definitions[name], definitions, at, (*seen, name))
        return
    kind = schema.get("type")
    if kind == "integer" and not {"enum", "const"} & schema.keys() and not _fits(schema):
        yield at
    if kind == "string" and not TEXT_IS_BOUNDED & schema.keys():
        yield at
    for name, each in schema.get("properties", {}).items():
        yield from unbounded(each, definitions, f"{at}.{name}", seen)
    for word in ("anyOf", "allOf", "oneOf", "prefixItems"):
        for each in schema.get(word, ()):
            yield from unbounded(each, definitions, at, seen)
    for word in ("items", "additionalProperties"):
        yield from unbounded(schema.get(word), definitions, f"{at}[]", seen)


def _fits(schema: dict[str, Any]) -> bool:
    return schema.get("maximum", POSITION + 1) <= INTEGER or schema.get("maximum") == POSITION


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.type)
def test_every_public_event_is_bounded(entry: Any) -> None:
    schema = entry.model.model_json_schema()
    assert list(unbounded(schema, schema.get("$defs", {}))) == []


@pytest.mark.parametrize("name", SERVICES)
def test_every_body_and_parameter_of_the_api_is_bounded(name: str) -> None:
    told = build_app(composed(name)).openapi()
    definitions = told["components"]["schemas"]
    found = []
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            for parameter in operation.get("parameters", ()):
                numbers = {"anyOf": [each for each in _kinds(parameter["schema"]) if each.get("type") == "integer"]}
                found += [f"{method} {path} ?{parameter['name']}" for _ in unbounded(numbers, definitions)]
            for content in operation.get("requestBody", {}).get("content", {}).values():
                found += [f"{method} {path} {each}" for each in unbounded(content["schema"], definitions)]
    assert found == []


def _kinds(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Texts of an address are bounded by the server."""
    return list(schema.get("anyOf", [schema]))


def forms(name: str) -> Iterator[type[BaseModel]]:
    """Every model that a page of the service reads a form into."""
    package = importlib.import_module(f"{name}.pages")
    for module in pkgutil.walk_packages(package.__path__, f"{name}.pages."):
        for each in vars(importlib.import_module(module.name)).values():
            if isinstance(each, type) and issubclass(each, BaseModel) and each.__module__ == module.name:
                yield each


@pytest.mark.parametrize("name", SERVICES)
def test_every_form_is_bounded(name: str) -> None:
    found = []
    for form in forms(name):
        schema = form.model_json_schema()
        found += [f"{form.__module__}.{form.__name__}{each}" for each in unbounded(schema, schema.get("$defs", {}))]
    assert found == []
