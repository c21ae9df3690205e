"""Documents as files for organisations and the public: portal pages, official documents to print, loudspeaker scripts. Never for a person."""

import asyncio
import os
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from chassis.documents.pdf import to_pdf
from chassis.documents.template_files import SHIPPED_TEMPLATES, Templates
from notify.channels.port import Accepted, Answer, NotAccepted
from notify.notice.message import Message
from notify.notice.vocabulary import Purpose


@dataclass(frozen=True)
class Files:
    """Writes into one folder per channel; writing the same notice again replaces the same file."""

    root: Path
    folder: str
    suffix: str = ".html"
    templates: Templates = SHIPPED_TEMPLATES

    def carries(self, purpose: Purpose) -> bool:
        return True

    async def send(self, address: str, purpose: Purpose, message: Message, now: datetime) -> Answer:
        """`address` is the file's name without suffix."""
        content = await asyncio.to_thread(self._content, message)
        path = self.root / self.folder / f"{address}{self.suffix}"
        try:
            await asyncio.to_thread(_write, path, content)
        except OSError:
            return NotAccepted("disk_unavailable")
        return Accepted(f"{self.folder}/{path.name}#sha256={sha256(content).hexdigest()[:16]}")

    def _content(self, message: Message) -> bytes:
        match self.suffix:
            case ".txt":
                return message.script.encode()
            case ".pdf" if message.document:
                return to_pdf(message.document, self.templates)
            case _:
                return message.page.encode()


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, on disk before the rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
