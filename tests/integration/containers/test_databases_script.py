"""The script that a PostgreSQL container runs at its first start gives each service its database and two roles, and may run again."""

import os
import secrets
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
from house import ROOT

from doithoai.embedded.databases import with_database
from doithoai.embedded.postgres import PostgresServer, binaries
from doithoai.places import SERVICES

SCRIPT = ROOT / "deploy" / "postgres" / "10-databases.sh"


def run(admin: str, folder: Path) -> None:
    parts = urlsplit(admin)
    server = {"PGHOST": str(parts.hostname), "PGPORT": str(parts.port), "PGPASSWORD": str(parts.password), "PGUSER": str(parts.username)}
    env = {"PATH": f"{binaries()}:{os.environ['PATH']}", "SECRETS": str(folder), **server}
    subprocess.run(["sh", SCRIPT], env=env, check=True, capture_output=True, text=True, timeout=60)


def draw(folder: Path) -> dict[str, str]:
    drawn = {f"{service}{role}": f"it's {secrets.token_hex(4)}" for service in SERVICES for role in ("", "_owner")}
    for role, password in drawn.items():
        (folder / f"{role}_password").write_text(password)
    return drawn


async def connected(admin: str, database: str, role: str, password: str) -> asyncpg.Connection:
    server = urlsplit(with_database(admin, database))
    return await asyncpg.connect(host=server.hostname, port=server.port, database=database, user=role, password=password)


@pytest.fixture
def admin(make_postgres: Callable[[], PostgresServer]) -> str:
    return make_postgres().address.url()


async def test_a_role_works_in_its_own_database_and_changes_no_schema(admin: str, tmp_path: Path) -> None:
    passwords = draw(tmp_path)
    run(admin, tmp_path)
    owner = await connected(admin, "intake", "intake_owner", passwords["intake_owner"])
    await owner.execute("CREATE TABLE kept (number bigserial PRIMARY KEY, what text)")
    await owner.close()
    role = await connected(admin, "intake", "intake", passwords["intake"])
    try:
        assert await role.fetchval("INSERT INTO kept (what) VALUES ('a') RETURNING number") == 1
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await role.execute("CREATE TABLE mine (number bigint)")
    finally:
        await role.close()


async def test_a_role_does_not_enter_another_service_s_database(admin: str, tmp_path: Path) -> None:
    passwords = draw(tmp_path)
    run(admin, tmp_path)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connected(admin, "sessions", "intake", passwords["intake"])


async def test_running_it_again_takes_new_passwords_and_keeps_the_data(admin: str, tmp_path: Path) -> None:
    first = draw(tmp_path)
    run(admin, tmp_path)
    owner = await connected(admin, "notify", "notify_owner", first["notify_owner"])
    await owner.execute("CREATE TABLE kept (number bigint)")
    await owner.close()
    second = draw(tmp_path)
    run(admin, tmp_path)
    with pytest.raises(asyncpg.InvalidPasswordError):
        await connected(admin, "notify", "notify", first["notify"])
    role = await connected(admin, "notify", "notify", second["notify"])
    assert await role.fetch("SELECT * FROM kept") == []
    await role.close()
