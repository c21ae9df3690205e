"""The environment of the service processes: each service's settings under its own prefix, nothing of another's secrets in a worker."""

import os
from pathlib import Path

from doithoai.places import SERVICES
from doithoai.running import Running

MARK, OPERATOR_URL, CLOCK_BEGIN = "DOITHOAI_RUN", "DOITHOAI_OPERATOR_URL", "DOITHOAI_CLOCK_BEGIN"
_INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR")


def basic(folder: Path) -> dict[str, str]:
    """What every process gets: enough to run, and the mark by which leftovers are recognised."""
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {**kept, MARK: str(folder), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}


def _settings_of(running: Running, service: str, *, owner: bool = False) -> dict[str, str]:
    """A service's settings by field; with owner also the address its migrations use."""
    secrets, state = running.secrets, running.state
    values: dict[str, str] = {
        "database_url": running.dsn(service),
        "nats_url": f"nats://127.0.0.1:{state.nats_port}",
        "nats_user": service,
        "nats_password": secrets.brokers[service],
        "auth_key": secrets.auth_key,
        "accounts_file": str(running.accounts),
        "clock": state.clock,
        "pages_public": "true",
        "port": str(state.web_port),
    }
    if service in _OWN:
        values |= _OWN[service](running)
    if owner:
        values["migration_database_url"] = running.owner_dsn(service)
    return values


def of_service(running: Running, service: str, *, owner: bool = False) -> dict[str, str]:
    """The same as environment variables."""
    return {f"{service}_{field}".upper(): value for field, value in _settings_of(running, service, owner=owner).items()}


def of_all(running: Running, *, owner: bool = False) -> dict[str, str]:
    """Every service's settings, for the one web process and for preparing."""
    merged: dict[str, str] = {}
    for service in SERVICES:
        merged |= of_service(running, service, owner=owner)
    return merged


def _intake(running: Running) -> dict[str, str]:
    return {"master_key": f"local:{running.secrets.master_key}", "agency_key": running.secrets.agency_key}


def _notify(running: Running) -> dict[str, str]:
    gateway = f"http://127.0.0.1:{running.state.gateway_port}"
    return {
        "smtp_url": f"smtp://127.0.0.1:{running.state.smtp_port}",
        "sms_url": f"{gateway}/sms/messages",
        "zalo_url": f"{gateway}/zalo/message/template",
        "documents_dir": str(running.documents),
    }


_OWN = {"intake": _intake, "notify": _notify}
