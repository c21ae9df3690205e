"""JSON Schemas of the contracts, in the three readings a schema has: published, closed producer, open consumer."""

from typing import Any

from contracts.catalogue import Entry
from contracts.envelope import PublicEvent

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def published(entry: Entry) -> Schema:
    """What a body must look like to be accepted; nothing outside the listed fields may be sent."""
    schema = entry.model.model_json_schema(mode="validation")
    title = entry.model.__name__
    return {"$schema": DIALECT, "$id": f"urn:doithoai:schema:{entry.type}", **schema, "title": title}


def producer(model: type[PublicEvent]) -> Schema:
    """What this version sends: closed."""
    return model.model_json_schema(mode="serialization")


def consumer(model: type[PublicEvent]) -> Schema:
    """What this version reads: open, unknown fields are ignored."""
    schema: Schema = _opened(model.model_json_schema(mode="validation"))
    return schema


def _opened(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _opened(value) for key, value in node.items() if not (key == "additionalProperties" and value is False)}
    if isinstance(node, list):
        return [_opened(item) for item in node]
    return node
