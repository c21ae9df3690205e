"""A notice as it leaves: every form a channel may need, made at the last moment and never stored."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """`key` is the same for every attempt of a round. `sms` is unaccented and fits one part; `page` and `script` are empty where unused."""

    key: str
    subject: str
    body: str
    sms: str
    page: str = ""
    script: str = ""
