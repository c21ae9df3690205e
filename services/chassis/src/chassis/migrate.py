"""Bringing a service's database to the newest schema with Alembic, as the database's owner."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from chassis.settings import ServiceSettings


def config_for(migrations: Path, settings: ServiceSettings) -> Config:
    """Alembic's configuration for one service: versions in `migrations/versions`, environment of the chassis."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("version_locations", str(migrations / "versions"))
    config.set_main_option("path_separator", "newline")
    secret = settings.migration_database_url or settings.database_url
    config.attributes["url"] = secret.get_secret_value()
    return config


def upgrade(migrations: Path, settings: ServiceSettings) -> None:
    """Apply what is missing; nothing when the schema is newest."""
    command.upgrade(config_for(migrations, settings), "head")
