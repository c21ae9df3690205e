"""Where the templates of documents are: an office's own folder first, then those that are shipped.

A document that names a template `x` is looked for as `x.state.docx`, then `state.docx`; the same with `.typ` for the printed sheet, in front
of which stands `sheet.typ`, what both forms share.
"""

from dataclasses import dataclass
from pathlib import Path

from chassis.documents.document import Document

SHIPPED = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Templates:
    """`folder` holds what an office changed; None for the shipped ones alone."""

    folder: Path | None = None

    def find(self, document: Document, ending: str) -> Path:
        """The template of a document; `ending` is `docx` or `typ`."""
        general = f"{document.style.value}.{ending}"
        return self._first([f"{document.template}.{general}", general] if document.template else [general])

    def sheet(self) -> Path:
        """What the printed forms share."""
        return self._first(["sheet.typ"])

    def _first(self, names: list[str]) -> Path:
        places = [place for place in (self.folder, SHIPPED) if place is not None]
        return next(path for name in names for place in places if (path := place / name).is_file())


SHIPPED_TEMPLATES = Templates()
