"""Reading a rule pack from TOML: a closed shape, so that a misspelt key is refused instead of ignored."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from pydantic import TypeAdapter, ValidationError

from followup.rules.pack import RulePack

SHIPPED = (
    "SL-429-provisional-1",
    "SL-12-QD-2019",
    "LC-06-QC-2019",
    "COMMUNE-72-2025-D43",
    "DOCUMENTS-30-2020",
    "PERSONAL-DATA-356-2025",
)
_ADAPTER: TypeAdapter[RulePack] = TypeAdapter(RulePack)
_OPTIONAL: Mapping[str, Any] = {"province_code": None, "valid_to": None}


class UnreadableRulePack(ValueError):
    """The text is no rule pack; `where` is the path of the first offending key."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def read_rule_pack(text: str) -> RulePack:
    """Parse TOML. Raises UnreadableRulePack."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableRulePack(str(error)) from error
    return rule_pack_from({**_OPTIONAL, **raw})


def rule_pack_from(raw: Mapping[str, Any]) -> RulePack:
    """Build a pack from plain data. Raises UnreadableRulePack; keys that no pack has are refused too."""
    try:
        return _ADAPTER.validate_python(dict(raw), extra="forbid")
    except ValidationError as error:
        raise UnreadableRulePack(".".join(str(part) for part in error.errors()[0]["loc"])) from error


def rule_pack_json(pack: RulePack) -> str:
    """Write the pack as JSON, the form kept in read models."""
    return _ADAPTER.dump_json(pack).decode()


def rule_pack_of_json(text: str | bytes) -> RulePack:
    """Read back what `rule_pack_json` wrote."""
    return _ADAPTER.validate_json(text)


def shipped_text(rule_pack_id: str) -> str:
    """Return the TOML of a pack that comes with the service."""
    return resources.files("followup.rules").joinpath(f"{rule_pack_id}.toml").read_text(encoding="utf-8")


def shipped_rule_packs() -> tuple[RulePack, ...]:
    """Return every pack that comes with the service."""
    return tuple(read_rule_pack(shipped_text(rule_pack_id)) for rule_pack_id in SHIPPED)


def public_rules(pack: RulePack) -> dict[str, Any]:
    """Write what the pack says as plain data: `rules` (each with kind, formula, source), `ladder`, `duty_ladder`, `office_hours` and so on."""
    plain: dict[str, Any] = _ADAPTER.dump_python(pack, mode="json")
    return {key: plain[key] for key in ("rules", "ladder", "duty_ladder", "office_hours", "levels", "frequency", "choices")}
