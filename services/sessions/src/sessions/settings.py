"""What can be set for this service; everything it needs is in the settings all services share."""

from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings


class Settings(ServiceSettings):
    """Environment prefix `SESSIONS_`."""

    model_config = SettingsConfigDict(env_prefix="SESSIONS_", extra="ignore")
