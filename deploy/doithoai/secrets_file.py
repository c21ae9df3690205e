"""Passwords and keys of one running system, drawn once and kept readable for its owner only."""

import base64
import os
import secrets
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from doithoai.places import SERVICES


class Secrets(BaseModel):
    """What must not leave the machine; key sizes as the services' settings ask for."""

    model_config = ConfigDict(frozen=True)

    databases: dict[str, str]
    brokers: dict[str, str]
    auth_key: str
    master_key: str
    agency_key: str
    owners: dict[str, str] = Field(default_factory=dict, description="passwords of the databases' owners; the databases' own when empty")


def draw(broker_users: tuple[str, ...]) -> Secrets:
    """New random secrets for every service and every user of the broker."""
    return Secrets(
        databases={service: secrets.token_hex(16) for service in SERVICES},
        brokers={user: secrets.token_hex(16) for user in broker_users},
        auth_key=secrets.token_hex(32),
        master_key=_key(),
        agency_key=_key(),
    )


def kept(file: Path, broker_users: tuple[str, ...]) -> Secrets:
    """The secrets in the file; drawn and written there the first time, completed when a broker user is new."""
    if not file.exists():
        found = draw(broker_users)
    else:
        found = Secrets.model_validate_json(file.read_text(encoding="utf-8"))
        added = {user: secrets.token_hex(16) for user in broker_users if user not in found.brokers}
        found = found.model_copy(update={"brokers": found.brokers | added})
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(found.model_dump_json(indent=1))
    return found


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
