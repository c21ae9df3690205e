"""A registration slip and the opinion it brings onto the list of the session."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from chassis.handle import Unit
from sessions.acting import Asking
from sessions.dialogue_session.commands import DialogueSessionCommand, RecordSlip
from sessions.heard import put_on_list, scheduling


def slip_of(session_id: str, opinion_id: str, now: datetime, **said: Any) -> Asking[DialogueSessionCommand]:
    """The command with what intake said of the opinion; one that intake has not told of yet was raised live."""

    async def asking(unit: Unit) -> DialogueSessionCommand:
        opinion = await put_on_list(unit.connection, opinion_id, session_id)
        listing = replace(scheduling(opinion), raised_live=opinion.raised_live or not opinion.summary_redacted)
        return RecordSlip(now=now, opinion_id=opinion_id, listing=listing, off_list=opinion.off is not None, **said)

    return asking
