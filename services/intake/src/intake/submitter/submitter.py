"""A submitter: unknown, with opinions, or erased for ever."""

from dataclasses import dataclass
from typing import TypeAlias, assert_never

from intake.submitter.events import SubmitterErased, SubmitterEvent, SubmitterSpoke


@dataclass(frozen=True)
class Silent:
    """Nobody spoke under this reference."""


@dataclass(frozen=True)
class Speaking:
    opinion_ids: tuple[str, ...]


@dataclass(frozen=True)
class Gone:
    """Erased; the opinions and counts stay."""


Submitter: TypeAlias = Silent | Speaking | Gone


def evolve(submitter: Submitter, event: SubmitterEvent) -> Submitter:
    """The submitter after the event."""
    match event:
        case SubmitterSpoke():
            return Speaking((*(submitter.opinion_ids if isinstance(submitter, Speaking) else ()), event.opinion_id))
        case SubmitterErased():
            return Gone()
        case _:
            assert_never(event)
