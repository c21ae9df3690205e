"""A notice as it leaves: every form a channel may need, made at the last moment and never stored."""

from dataclasses import dataclass

from chassis.documents.document import Document


@dataclass(frozen=True)
class Message:
    """`key` is the same for every attempt of a round. `sms` is unaccented and fits one part; `page` and `script` are empty where unused.

    `document` is what paper and attachments are printed from; None where nobody may be named yet.
    """

    key: str
    subject: str
    body: str
    sms: str
    page: str = ""
    script: str = ""
    document: Document | None = None
