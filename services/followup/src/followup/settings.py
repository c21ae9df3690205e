"""Settings of followup, prefix FOLLOWUP_."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings


class Settings(ServiceSettings):
    """What followup needs beside every service's settings."""

    model_config = SettingsConfigDict(env_prefix="FOLLOWUP_", extra="ignore")

    held_reply_days: int = Field(
        default=30, ge=1, le=365, description="days a reply ahead of its case is kept before it is refused (assumption A-29)"
    )
    province_of_roots: dict[str, str] = Field(
        default_factory=dict,
        description='provinces of organisations outside the own one, by the id of their topmost organisation: {"lc-ubnd-tinh": "12"}',
    )
    extension_report_bodies: list[str] = Field(
        default_factory=list,
        description="organisations besides the People's Committees to which the expected date of an extension may be reported (A-18)",
    )
