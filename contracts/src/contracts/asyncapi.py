"""The AsyncAPI 3 document, derived from the catalogue: what travels where, in which headers, secured how."""

from collections.abc import Iterator, Mapping
from typing import Any

from contracts.catalogue import CATALOGUE, HEARD_BY, Entry
from contracts.envelope import CONTENT_TYPE, HEADERS, REQUIRED, SPEC_VERSION
from contracts.subjects import AGENCY, EVENTS, INBOUND, RECEIPTS, source_filter

Node = dict[str, Any]
_MEANING: Mapping[str, str] = {
    "id": "UUIDv7 of the event; also Nats-Msg-Id, so a repeat is recognised",
    "type": "CloudEvents type, names the schema",
    "source": "who wrote it: urn:doithoai:<org>:<service>, or urn:doithoai:agency:<agency>",
    "subject": "key of the aggregate the event belongs to",
    "time": "when it occurred, UTC",
    "aggregate_version": "version of the aggregate after this event",
    "position": "place in the source's log",
    "previous": "position of the last public event of the same source; a gap is a hole",
    "correlation_id": "one id from the first opinion to the last reply",
    "causation_id": "id of the message that caused this one",
    "effective_on": "local date on which the fact takes effect",
    "recorded_at": "when it was recorded, UTC",
    "org_id": "organisation acting, an id valid on the date",
    "actor_ref": "opaque reference of the person acting",
    "province_code": "14 is Sơn La",
    "admin_unit_code": "commune code, five digits",
    "rule_pack_id": "rule pack a date was computed with",
    "calendar_version": "working calendar a date was computed with",
}
_PARAMETERS: Node = {
    "org": {"description": "Organisation whose installation published the event, kebab case.", "examples": ["son-la"]},
    "agency": {"description": "Token of the agency; its credential may publish under no other.", "examples": ["sl-stnmt"]},
    "event_id": {"description": "ce-id of the inbound event the receipt answers."},
}


def _headers() -> Node:
    properties: Node = {
        "ce-specversion": {"type": "string", "const": SPEC_VERSION},
        "content-type": {"type": "string", "const": CONTENT_TYPE},
        "Nats-Msg-Id": {"type": "string", "format": "uuid", "description": "Equal to ce-id."},
    }
    for attribute, header in HEADERS.items():
        properties[header] = {"type": "string", "description": _MEANING[attribute]}
    properties["ce-id"]["format"] = "uuid"
    properties["ce-time"]["format"] = "date-time"
    required = ["ce-specversion", "content-type", "Nats-Msg-Id", *(HEADERS[attribute] for attribute in REQUIRED)]
    description = "CloudEvents 1.0, binary mode. Values are percent-encoded outside U+0021-7E; no header carries personal data."
    return {"type": "object", "description": description, "required": required, "properties": properties}


def _key(entry: Entry) -> str:
    return f"{entry.service}.{entry.aggregate}.{entry.event}.v{entry.version}"


def _message(entry: Entry) -> Node:
    return {
        "name": entry.type,
        "title": entry.model.__name__,
        "summary": " ".join((entry.model.__doc__ or entry.model.__name__).split()),
        "contentType": CONTENT_TYPE,
        "headers": {"$ref": "#/components/schemas/CloudEventsHeaders"},
        "payload": {"schemaFormat": "application/schema+json;version=draft-2020-12", "schema": {"$ref": f"./schemas/{entry.type}.json"}},
        "bindings": {"nats": {"bindingVersion": "0.1.0"}},
        "x-jetstream-stream": entry.stream,
    }


def _channel(entry: Entry) -> Node:
    names = [name for name in _PARAMETERS if f"{{{name}}}" in entry.address]
    return {
        "address": entry.address,
        "messages": {_key(entry): {"$ref": f"#/components/messages/{_key(entry)}"}},
        "parameters": {name: {"$ref": f"#/components/parameters/{name}"} for name in names},
    }


def _source_channels() -> Iterator[tuple[str, Node]]:
    for service in HEARD_BY:
        keys = [_key(entry) for entry in CATALOGUE.values() if entry.service == service]
        messages = {key: {"$ref": f"#/components/messages/{key}"} for key in keys}
        yield f"all.{service}", {"address": source_filter(service), "description": f"Everything {service} publishes.", "messages": messages}


def _operation(action: str, channel: str, who: str, summary: str, **bindings: Any) -> Node:
    security = [{"$ref": "#/components/securitySchemes/nkey"}]
    nats = {"bindingVersion": "0.1.0", **bindings}
    node = {"action": action, "channel": {"$ref": f"#/channels/{channel}"}, "summary": summary, "security": security, "x-party": who}
    return {**node, "bindings": {"nats": nats}}


def _operations() -> Iterator[tuple[str, Node]]:
    for entry in CATALOGUE.values():
        key, name = _key(entry), entry.model.__name__
        if entry.stream == EVENTS:
            yield f"{entry.service}.send.{key}", _operation("send", key, entry.service, f"{entry.service} publishes {name}")
        elif entry.stream == INBOUND:
            validator = entry.consumers[0]
            yield f"agency.send.{key}", _operation("send", key, AGENCY, f"An agency's software publishes {name}")
            summary = f"{validator} validates {name} and answers with a receipt"
            yield f"{validator}.receive.{key}", _operation("receive", key, validator, summary, queue=f"{validator}-inbound")
        else:
            yield f"agency.receive.{key}", _operation("receive", key, AGENCY, "An agency reads its own receipts, and no others")
    for source, hearers in HEARD_BY.items():
        for hearer in hearers:
            summary = f"{hearer} hears everything {source} publishes, with one durable consumer"
            yield f"{hearer}.receive.all.{source}", _operation("receive", f"all.{source}", hearer, summary, queue=f"{hearer}-{source}")


def document(version: str) -> Node:
    """The whole AsyncAPI 3 document as plain data."""
    streams = {EVENTS: "evt.>", INBOUND: "in.>", RECEIPTS: "receipt.>"}
    schemes = {
        "nkey": {"type": "asymmetricEncryption", "description": "NATS NKey; each service and agency has its own subject permissions."}
    }
    return {
        "asyncapi": "3.0.0",
        "id": "urn:doithoai:contracts",
        "info": {
            "title": "Đối thoại",
            "version": version,
            "description": "Direct dialogues with the people, answered in writing, on time. Consumers ignore fields they do not know; producers send only those listed.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": {
            "province": {
                "host": "{host}:4222",
                "protocol": "nats",
                "variables": {"host": {"description": "Host name of the province's broker.", "default": "localhost"}},
                "security": [{"$ref": "#/components/securitySchemes/nkey"}],
                "x-jetstream-streams": streams,
            },
        },
        "channels": {**{_key(entry): _channel(entry) for entry in CATALOGUE.values()}, **dict(_source_channels())},
        "operations": dict(_operations()),
        "components": {
            "messages": {_key(entry): _message(entry) for entry in CATALOGUE.values()},
            "schemas": {"CloudEventsHeaders": _headers()},
            "parameters": _PARAMETERS,
            "securitySchemes": schemes,
        },
    }


def _targets(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from _targets(value)
    elif isinstance(node, list):
        for item in node:
            yield from _targets(item)


def problems(doc: Node, schemas: frozenset[str]) -> Iterator[str]:
    """Structural faults: a reference to nothing, an operation or channel without its parts. `schemas` names the generated files."""
    for target in _targets(doc):
        if target.startswith("./schemas/"):
            if target.removeprefix("./schemas/") not in schemas:
                yield f"no such file: {target}"
            continue
        node: Any = doc
        for part in target.removeprefix("#/").split("/"):
            node = node.get(part, {}) if isinstance(node, dict) else {}
        if not node:
            yield f"no such part: {target}"
    for name, channel in doc["channels"].items():
        if not channel.get("address") or not channel.get("messages"):
            yield f"channel {name} has no address or no message"
    for name, operation in doc["operations"].items():
        if operation.get("action") not in {"send", "receive"}:
            yield f"operation {name} neither sends nor receives"
