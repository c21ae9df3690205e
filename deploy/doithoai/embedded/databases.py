"""A database per service on a PostgreSQL server, with an owner for migrations and a role with fewer rights for the running service."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import asyncpg

ALREADY = (asyncpg.DuplicateObjectError, asyncpg.DuplicateDatabaseError)


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
    """Run the statements one by one, each committed on its own; what exists already is left as it is."""
    connection = await asyncpg.connect(dsn)
    try:
        for statement in statements:
            try:
                await connection.execute(statement)
            except ALREADY:
                continue
    finally:
        await connection.close()


def role_statements(role: str, password: str) -> list[str]:
    """Create the owner and the runtime role of a service, or give existing ones this password."""
    owner = f"{role}_owner"
    names = (owner, role)
    return [f"CREATE ROLE {name} LOGIN" for name in names] + [f"ALTER ROLE {name} LOGIN PASSWORD '{password}'" for name in names]


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
    await execute(
        admin_dsn,
        *role_statements(role, password),
        f"CREATE DATABASE {name} OWNER {owner} TEMPLATE template0 ENCODING 'UTF8'",
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
