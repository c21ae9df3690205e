"""What an upload leaves unsaid is filled in: who received it, for whom the dialogue is, where a row came from; and how a person learns what became of it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.decider import Refused
from chassis.handle import Handler
from chassis.privacy.local import LocalVault
from chassis.privacy.sealing import Erased
from contracts.envelope import Sealed
from contracts.vocabulary import Audience, OpinionChannel, OpinionKind, SubmitterKind
from intake.importing.previewing import Upload
from intake.readmodel import imports, organisations
from intake.readmodel.imports import FINISHED, ImportedFileRow, ImportedRow

POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Defaults:
    """What rows leave out. Without `received_by_org_id` the host of the session received them."""

    received_by_org_id: str | None = None
    target_session_id: str | None = None
    audience: Audience | None = None
    submitter_kind: SubmitterKind | None = None
    channel: OpinionChannel = OpinionChannel.UNIT_LIST
    kind: OpinionKind = OpinionKind.RECOMMENDATION


async def upload_of(connection: AsyncConnection, content: bytes, given: Defaults, *, source: str = "", name: str = "") -> Upload:
    """The file with its defaults. Raises Refused("session_unknown")."""
    session = await organisations.find_session(connection, given.target_session_id) if given.target_session_id else None
    org_id = given.received_by_org_id or (session.host_org_id if session else None)
    if not org_id:
        raise Refused("session_unknown")
    audience = given.audience or (Audience(session.audience[0]) if session and session.audience else Audience.PEOPLE)
    defaults: dict[str, Any] = {
        "received_by_org_id": org_id,
        "audience": audience.value,
        "channel": given.channel.value,
        "kind": given.kind.value,
    }
    if given.target_session_id:
        defaults["target_session_id"] = given.target_session_id
    if given.submitter_kind:
        defaults["submitter_kind"] = given.submitter_kind.value
    return Upload(content, defaults, source, name)


async def until_finished(handler: Handler, batch_id: str, seconds: float) -> bool:
    """Wait for the background work; False when it is still going on."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while True:
        async with handler.direct.connect() as connection:
            file = await imports.find_file(connection, batch_id)
        if file is not None and file.state == FINISHED:
            return True
        if loop.time() >= deadline:
            return False
        await asyncio.sleep(POLL_SECONDS)


@dataclass(frozen=True)
class Told:
    """One file and its rows, as far as the reader may know."""

    file: ImportedFileRow
    rows: Sequence[ImportedRow]
    counts: Mapping[str, int]
    name: str
    notes: Sequence[str]


async def tell(connection: AsyncConnection, vault: LocalVault, batch_id: str, *, only: str = "") -> Told | None:
    """What there is to say about a file, or None when nobody knows it; `only` rows whose state or outcome this is."""
    file = await imports.find_file(connection, batch_id)
    if file is None:
        return None
    rows = await imports.find_rows(connection, batch_id, only=only)
    said = await content_of(vault, await imports.find_notes(connection, batch_id), "notes")
    return Told(file, rows, await imports.counts(connection, batch_id), str(said.get("name", "")), said.get("notes", ()))


async def content_of(vault: LocalVault, sealed: Mapping[str, Any] | None, field: str) -> Mapping[str, Any]:
    """What was sealed, empty when it is gone."""
    if not sealed:
        return {}
    text = await vault.open(Sealed.model_validate(sealed), field)
    found: Mapping[str, Any] = {} if isinstance(text, Erased) else orjson.loads(text)
    return found


async def summaries(vault: LocalVault, rows: Sequence[ImportedRow]) -> Mapping[int, str]:
    """By ordinal: what would be shown in public of each row whose content is still kept."""
    found: dict[int, str] = {}
    for row in rows:
        opinion = (await content_of(vault, row.sealed, f"row-{row.ordinal}")).get("opinion")
        if opinion:
            found[row.ordinal] = str(opinion.get("summary_redacted", ""))
    return found
