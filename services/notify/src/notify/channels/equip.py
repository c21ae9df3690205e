"""The ways out that the settings provide. A simulation without addresses trains: nothing of it reaches anybody."""

from pydantic import SecretStr

from chassis.documents.template_files import Templates
from contracts.vocabulary import Channel
from notify.channels.email import Email, MailServer
from notify.channels.files import Files
from notify.channels.gateway import Gateway
from notify.channels.port import Way
from notify.channels.sms import Sms
from notify.channels.training import Training
from notify.channels.zalo import Zalo
from notify.settings import Settings

TRAINING = "training:"


def ways_of(settings: Settings) -> dict[Channel, Way]:
    """Channel → way; a channel without an address is left out. Raises ValueError for an address that cannot be one."""
    templates = Templates(settings.document_templates)
    found: dict[Channel, Way] = {
        Channel.PORTAL: Files(settings.documents_dir, "portal"),
        Channel.PRINTED: Files(settings.documents_dir, "printed", ".pdf", templates),
        Channel.NOTICE_BOARD: Files(settings.documents_dir, "notice-board", ".pdf", templates),
        Channel.BULLETIN: Files(settings.documents_dir, "bulletin", ".pdf", templates),
        Channel.LOUDSPEAKER: Files(settings.documents_dir, "loudspeaker", ".txt"),
    }
    if smtp := _address(settings, settings.smtp_url):
        found[Channel.EMAIL] = Training() if smtp == TRAINING else _email(settings, smtp)
    if sms := _address(settings, settings.sms_url):
        found[Channel.SMS] = Training() if sms == TRAINING else Sms(_gateway(sms, settings.sms_key), settings.sms_brand)
    if zalo := _address(settings, settings.zalo_url):
        found[Channel.SOCIAL_MESSAGING] = Training() if zalo == TRAINING else _zalo(settings, zalo)
    return found


def _address(settings: Settings, url: SecretStr | None) -> str | None:
    if url is not None and url.get_secret_value():
        return url.get_secret_value()
    return TRAINING if settings.clock == "broadcast" else None


def _email(settings: Settings, url: str) -> Email:
    templates = Templates(settings.document_templates)
    return Email(MailServer.parse(url), settings.mail_from, sender_name=settings.mail_from_name, templates=templates)


def _gateway(url: str, key: SecretStr | None) -> Gateway:
    return Gateway(url, headers={"Authorization": f"Bearer {key.get_secret_value()}"} if key else {})


def _zalo(settings: Settings, url: str) -> Zalo:
    token = settings.zalo_token
    return Zalo(Gateway(url, headers={"access_token": token.get_secret_value()} if token else {}), settings.zalo_templates)
