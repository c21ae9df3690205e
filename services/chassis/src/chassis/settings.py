"""What can be set from outside, read once at the start from the environment; secrets also from files."""

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict


class _SecretFiles(EnvSettingsSource):
    """`INTAKE_DATABASE_URL_FILE=/run/secrets/x` gives the value of `INTAKE_DATABASE_URL`."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        path = os.environ.get(f"{self.env_prefix}{field_name}_FILE".upper())
        return (Path(path).read_text(encoding="utf-8").strip() if path else None), field_name, False


class ServiceSettings(BaseSettings):
    """Settings every service has; each service adds its own under its prefix (`INTAKE_`, `SESSIONS_`, …)."""

    model_config = SettingsConfigDict(extra="ignore")

    database_url: SecretStr = Field(description="postgresql://role:password@host:port/database of the run-time role")
    migration_database_url: SecretStr | None = Field(
        default=None, description="the same database as its owner; needed by migrate and rebuild"
    )
    nats_url: str = Field(default="nats://127.0.0.1:4222", description="comma-separated NATS servers")
    nats_user: str | None = Field(default=None, description="user name at the broker")
    nats_password: SecretStr | None = Field(default=None, description="password at the broker")
    operator_user: str = Field(default="operator", description="the broker's administrator, who alone makes streams and consumers")
    operator_password: SecretStr | None = Field(default=None, description="the administrator's password; needed by provision only")
    org: str = Field(default="son-la", pattern=r"^[a-z0-9_-]+$", description="organisation token in subjects and sources")
    province_code: str = Field(default="14", description="province code, two digits")
    clock: Literal["wall", "broadcast"] = Field(default="wall", description="wall time, or the simulation's broadcast time")
    auth_key: SecretStr = Field(default=SecretStr(""), description="key that signs and checks access tokens; at least 32 characters")
    accounts_file: Path | None = Field(default=None, description="TOML file of local accounts; none when unset")
    public_url: str | None = Field(
        default=None, description="address readers use, https://… behind a proxy; makes cookies secure and sign-in lead back"
    )
    oidc_issuer: str | None = Field(
        default=None, description="OpenID Connect issuer that offices sign in with; local accounts only when unset"
    )
    oidc_client_id: str = Field(default="doithoai", description="client id at the issuer")
    oidc_client_secret: SecretStr | None = Field(default=None, description="client secret at the issuer")
    pages_public: bool = Field(default=False, description="let anonymous readers see pages that hold no personal data")
    sections: dict[str, str] = Field(
        default_factory=dict, description="JSON: address → title of every section, for the header of a service that runs alone"
    )
    host: str = Field(default="127.0.0.1", description="address the web process listens on")
    port: int = Field(default=8000, ge=0, le=65535, description="port the web process listens on")
    alive_file: Path | None = Field(default=None, description="file the worker touches every few seconds while it lives; none when unset")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="lowest level that is logged")
    log_format: Literal["json", "text"] = Field(default="json", description="json lines for machines, text for a terminal")
    otlp_endpoint: str | None = Field(default=None, description="OpenTelemetry collector; no traces when unset")
    document_templates: Path | None = Field(
        default=None, description="folder of the office's own document templates (.docx, .typ); those shipped when unset"
    )
    place_name: str = Field(default="Sơn La", description="place in front of the date of a document")
    pool_size: int = Field(default=8, ge=2, le=64, description="database connections of a process for acts, and as many again for reading")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _SecretFiles(settings_cls)
