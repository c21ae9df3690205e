"""What can be set for intake beyond what every service has; all secrets also from `…_FILE`."""

import base64

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from chassis.privacy.master import MasterKeys
from chassis.settings import ServiceSettings
from contracts.seal import key_id_of, public_key_of
from intake.seal_keys import SealKeys


class Settings(ServiceSettings):
    """Prefix `INTAKE_`."""

    model_config = SettingsConfigDict(env_prefix="INTAKE_", extra="ignore")

    master_key: SecretStr = Field(
        description="keys that wrap every subject's key: `id:base64[,older-id:base64]`, 32 bytes each, the first in use"
    )
    agency_key: SecretStr = Field(
        description="X25519 private keys agencies seal for: `base64[,older-base64]`, 32 bytes each, the first in use"
    )

    def masters(self) -> MasterKeys:
        """Raises ValueError without repeating a key."""
        return MasterKeys.parse(self.master_key.get_secret_value())

    def seal_keys(self) -> SealKeys:
        """Private keys by key id, the one in use first. Raises ValueError without repeating a key."""
        found: dict[str, bytes] = {}
        for part in filter(None, (piece.strip() for piece in self.agency_key.get_secret_value().split(","))):
            try:
                private = base64.b64decode(part, validate=True)
                found[key_id_of(public_key_of(private))] = private
            except (ValueError, TypeError):
                raise ValueError("an agency key is not 32 bytes of base64") from None
        if not found:
            raise ValueError("no agency key is configured")
        return SealKeys(found)
