"""The routing slip of an opinion as the answer to a request."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import Response

from chassis.documents.answers import FileKind, document_answer
from chassis.documents.office import Office
from chassis.identity.actor import Actor
from chassis.identity.permissions import may
from chassis.privacy.local import LocalVault
from chassis.privacy.sealing import Erased
from chassis.web.dependencies import get_runtime
from chassis.web.problems import NotFound
from contracts.envelope import Sealed
from contracts.vocabulary import OrgClass, Route
from contracts.workdays import local_date
from intake.documents.routing_slip import REASONS, Routed, routing_slip
from intake.opinion.permissions import READ_PERSONAL
from intake.reach import must_see
from intake.readmodel import opinion_detail, organisations

REF = 8


async def print_routing_slip(request: Request, connection: AsyncConnection, actor: Actor, opinion_id: str, kind: FileKind) -> Response:
    """Raises NotFound unless the opinion was routed out to a procedure that takes a slip, and is this person's business."""
    found = await opinion_detail.find(connection, opinion_id)
    if found is None:
        raise NotFound
    await must_see(connection, actor, found.row, local_date(get_runtime(request).clock.now()))
    if found.more.route is None or Route(found.more.route) not in REASONS:
        raise NotFound
    runtime = get_runtime(request)
    open_words = may(request, actor, READ_PERSONAL)
    vault = runtime.part(LocalVault) if open_words else None
    routed = Routed(
        office=await _office(connection, found.row.received_by_org_id, runtime.settings.place_name),
        ref=found.row.lookup_code or opinion_id[-REF:],
        received_on=local_date(found.row.received_at),
        route=Route(found.more.route),
        to=(await organisations.names(connection, [found.more.routed_to_org_id])).get(found.more.routed_to_org_id or ""),
        text=await _opened(vault, found.more.sealed_text, "text"),
        person=await _opened(vault, (found.more.sealed_submitter or {}).get("name"), "name"),
    )
    return await document_answer(request, routing_slip(routed, local_date(runtime.clock.now()).year), kind, "phieu-chuyen")


async def _opened(vault: LocalVault | None, sealed: dict[str, Any] | None, field: str) -> str | None:
    """None where the reader may not see it, or nothing is kept."""
    if vault is None or not sealed:
        return None
    value = await vault.open(Sealed.model_validate(sealed), field)
    return None if isinstance(value, Erased) else value


async def _office(connection: AsyncConnection, org_id: str, place: str) -> Office:
    row = await organisations.find(connection, org_id)
    if row is None:
        return Office(org_id, place)
    above = await organisations.find(connection, row.parent_id) if row.parent_id else None
    return Office(row.name, place, row.symbol, above.name if above else None, row.org_class == OrgClass.PARTY.value)
