"""The secrets of a composed system as files, one value each: a folder for its owner alone, files that the containers' users can read."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from doithoai.containers.broker import passwords
from doithoai.local_accounts import ensure_accounts
from doithoai.places import SERVICES
from doithoai.rights import OPERATOR, user_names
from doithoai.secrets_file import Secrets, kept

SERVER = "postgres:5432"
OUTSIDE = ("notify_smtp_url", "notify_sms_url", "notify_sms_key", "notify_zalo_url", "notify_zalo_token", "oidc_client_secret")


def drawn(folder: Path, agencies: tuple[str, ...]) -> Secrets:
    """The passwords kept in the folder's secrets.json; drawn the first time, completed for new agencies. Owners have their own."""
    file = folder / "secrets.json"
    found = kept(file, user_names(agencies))
    if set(found.owners) != set(SERVICES):
        found = found.model_copy(update={"owners": {service: secrets.token_hex(16) for service in SERVICES}})
        keep(file, found)
    return found


def contents(found: Secrets, agencies: tuple[str, ...], superuser: str) -> dict[str, str]:
    """Every secret that deploy/compose.yaml names, but accounts. Ways out to the world are empty: such a channel is switched off."""
    values = dict.fromkeys(OUTSIDE, "") | {
        "postgres_password": superuser,
        "nats_passwords": passwords(found.brokers, agencies),
        "operator_nats_password": found.brokers[OPERATOR],
        "auth_key": found.auth_key,
        "intake_master_key": f"local:{found.master_key}",
        "intake_agency_key": found.agency_key,
    }
    for service in SERVICES:
        values |= {
            f"{service}_password": found.databases[service],
            f"{service}_owner_password": found.owners[service],
            f"{service}_database_url": f"postgresql://{service}:{found.databases[service]}@{SERVER}/{service}",
            f"{service}_migration_database_url": f"postgresql://{service}_owner:{found.owners[service]}@{SERVER}/{service}",
            f"{service}_nats_password": found.brokers[service],
        }
    return values


def write(folder: Path, agencies: tuple[str, ...], outside: Mapping[str, str] | None = None, sign_in: Path | None = None) -> Secrets:
    """Draw what is missing. A file that is there stays as it is, but for the broker's users and what `outside` sets."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    found = drawn(folder, agencies)
    always = {"nats_passwords": passwords(found.brokers, agencies), **(outside or {})}
    for name, value in {**contents(found, agencies, secrets.token_hex(16)), **always}.items():
        if name in always or not (folder / name).exists():
            _write(folder / name, value)
    ensure_accounts(folder / "accounts", sign_in or folder / "sign-in.txt")
    (folder / "accounts").chmod(0o644)
    return found


def keep(file: Path, found: Secrets) -> None:
    """Write them down for their owner alone."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as opened:
        opened.write(found.model_dump_json(indent=1))


def _write(file: Path, text: str) -> None:
    """In place: a container that runs has this very file."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), "w", encoding="utf-8") as opened:
        opened.write(text)
    file.chmod(0o644)
