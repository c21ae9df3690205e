"""A database per service on a PostgreSQL server, with an owner for migrations and a role with fewer rights for the running service."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import asyncpg


@dataclass(frozen=True)
class Database:
    """One database: as the running service sees it, and as its migrations do. dsn is for asyncpg, url for SQLAlchemy."""

    name: str
    dsn: str
    owner_dsn: str

    @property
    def url(self) -> str:
        """postgresql+asyncpg://… of the runtime role."""
        return self.dsn.replace("postgresql://", "postgresql+asyncpg://", 1)

    @property
    def owner_url(self) -> str:
        """postgresql+asyncpg://… of the owner."""
        return self.owner_dsn.replace("postgresql://", "postgresql+asyncpg://", 1)


def with_database(dsn: str, database: str, user: str | None = None, password: str | None = None) -> str:
    """The same server's address for another database, and another user when one is named."""
    parts = urlsplit(dsn)
    location = parts.netloc if user is None else f"{user}:{password}@{parts.netloc.rpartition('@')[2]}"
    return urlunsplit((parts.scheme, location, f"/{database}", parts.query, ""))


async def execute(dsn: str, *statements: str) -> None:
    """Run the statements one by one, each committed on its own."""
    connection = await asyncpg.connect(dsn)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def role_statement(role: str, password: str) -> str:
    """Create a role that may sign in, or give an existing one this password."""
    return f"""
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN ALTER ROLE {role} LOGIN PASSWORD '{password}';
  ELSE CREATE ROLE {role} LOGIN PASSWORD '{password}';
  END IF;
END $$"""


async def exists(dsn: str, database: str) -> bool:
    """Say whether the server has a database of this name."""
    connection = await asyncpg.connect(dsn)
    try:
        return bool(await connection.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", database))
    finally:
        await connection.close()


def grant_statements(role: str) -> list[str]:
    """What the runtime role may do in its own database. Migrations take away what the log must not allow."""
    owner = f"{role}_owner"
    default = f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT"
    return [
        f"ALTER SCHEMA public OWNER TO {owner}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"{default} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
        f"{default} USAGE, SELECT ON SEQUENCES TO {role}",
        f"{default} EXECUTE ON FUNCTIONS TO {role}",
    ]


async def create_database(admin_dsn: str, name: str, role: str, password: str) -> Database:
    """Create roles and database when they are missing; safe to repeat."""
    owner = f"{role}_owner"
    await execute(admin_dsn, role_statement(owner, password), role_statement(role, password))
    if not await exists(admin_dsn, name):
        await execute(admin_dsn, f"CREATE DATABASE {name} OWNER {owner} TEMPLATE template0 ENCODING 'UTF8'")
    await execute(
        admin_dsn,
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {role}",
    )
    await execute(with_database(admin_dsn, name), *grant_statements(role))
    return Database(name, with_database(admin_dsn, name, role, password), with_database(admin_dsn, name, owner, password))


async def drop_database(admin_dsn: str, name: str) -> None:
    """Remove a database, ending the sessions that still use it."""
    await execute(admin_dsn, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def create_databases(admin_dsn: str, passwords: dict[str, str]) -> dict[str, Database]:
    """One database per service name, named like it."""

    async def each() -> dict[str, Database]:
        return {name: await create_database(admin_dsn, name, name, password) for name, password in passwords.items()}

    return asyncio.run(each())
