"""Settings of notify, prefix NOTIFY_; secrets also from files (NOTIFY_SMTP_URL_FILE=…)."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings
from contracts.vocabulary import Channel
from notify.notice.vocabulary import Purpose


class Settings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="NOTIFY_", extra="ignore")

    smtp_url: SecretStr | None = Field(
        default=None, description="smtp://, smtps:// or smtp+starttls://[user:password@]host[:port]; training: accepts and sends nothing"
    )
    mail_from: str = Field(default="doi-thoai@sonla.gov.vn", pattern=r"^[^@\s]+@[^@\s]+$", description="sender address of every mail")
    mail_from_name: str = Field(default="Đối thoại – tỉnh Sơn La", description="sender name of every mail")
    sms_url: SecretStr | None = Field(
        default=None, description="address the SMS gateway takes messages at; training: accepts and sends nothing"
    )
    sms_key: SecretStr | None = Field(default=None, description="bearer key of the SMS gateway")
    sms_brand: str = Field(default="UBNDSONLA", description="SMS brand name, at most 11 Latin characters, not all digits")
    zalo_url: SecretStr | None = Field(
        default=None, description="address the Zalo gateway takes template messages at; training: accepts and sends nothing"
    )
    zalo_token: SecretStr | None = Field(default=None, description="access token of the Zalo official account")
    zalo_templates: dict[Purpose, str] = Field(default_factory=dict, description="JSON object: purpose to id of its approved Zalo template")
    documents_dir: Path = Field(default=Path(".run/notify"), description="folder of portal pages, printed letters and loudspeaker scripts")
    announcement_channels: tuple[Channel, ...] = Field(
        default=(Channel.PORTAL, Channel.LOUDSPEAKER, Channel.PRINTED), description="JSON list: channels of public announcements"
    )
    announcement_languages: tuple[str, ...] = Field(default=("vi",), description="JSON list: languages (BCP-47) of public announcements")
    person_channels: tuple[Channel, ...] = Field(
        default=(Channel.EMAIL, Channel.SOCIAL_MESSAGING, Channel.SMS), description="JSON list: channels to persons, best first"
    )
    contact_phone: str | None = Field(default=None, description="telephone of the office, printed in notices")
