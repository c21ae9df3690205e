"""The description of a service's API: only what lies below /api/, with the problems it answers and who may ask."""

from typing import Any

from fastapi import FastAPI

from chassis.identity.permissions import ANYONE, declared
from chassis.web.problems import MEDIA_TYPE

OPENAPI = "/api/v1/openapi.json"
PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "slug", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "slug": {"type": "string", "description": "stable, for programs"},
        "detail": {"type": "string", "description": "a Vietnamese sentence, for people"},
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"field": {"type": "string"}, "message": {"type": "string"}}},
        },
        "trace_id": {"type": "string"},
    },
}
_ANSWER = {"description": "Problem Details (RFC 9457)", "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
_WRITING = {"post", "put", "patch", "delete"}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 200},
    "description": "the same key again changes nothing and gives the first answer, about another thing it is answered 422; "
    "what creates something needs a key or an id of the sender's own",
}

_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "the version last seen, as the ETag gave it; another version by now is answered 412",
}


class ServiceApp(FastAPI):
    """A FastAPI application that describes its API and leaves its pages out."""

    def openapi(self) -> dict[str, Any]:
        known = self.openapi_schema is not None
        schema = super().openapi()
        return schema if known else _complete(schema, self)


def _complete(schema: dict[str, Any], app: FastAPI) -> dict[str, Any]:
    asked: dict[str, set[str]] = {}
    for path, found in declared(app.routes):
        asked.setdefault(path, set()).update(found)
    schema["paths"] = {path: item for path, item in schema["paths"].items() if path.startswith("/api/")}
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            operation["x-permission"] = sorted(asked.get(path, ()))
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = _ANSWER
            if method in _WRITING:
                operation.setdefault("parameters", []).extend((_KEY, _MATCH))
            if ANYONE not in operation["x-permission"]:
                operation["security"] = [{"bearer": []}]
    components = schema.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    return schema
