"""The preparation pack as a page to read and to print before the session, by field and unit."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import may, permit
from chassis.privacy.local import LocalVault
from chassis.web.dependencies import CurrentActor, Reader, TheClock, ThePages, get_runtime
from contracts import vocabulary as v
from contracts.workdays import local_date
from intake.opinion.permissions import READ_PERSONAL, READ_PREPARATION
from intake.pages import words
from intake.preparing import OpenLine, Pack, read_pack
from intake.readmodel import organisations

router = APIRouter(default_response_class=Response, include_in_schema=False)
DECIDES = frozenset({"system", "administrator", "chairperson", "secretary", "commune_people_committee"})
SPOKEN = {"ANSWER": "EXPLAINED", "ALREADY_RESOLVED": "RESOLVED", "PROPOSAL": "IN_PLAN"}
"""What the chair says when a prepared answer is given as it stands."""


@router.get("/sessions/{session_id}/preparation", dependencies=[permit(READ_PREPARATION)])
async def show(session_id: str, request: Request, pages: ThePages, reader: Reader, actor: CurrentActor, clock: TheClock) -> Response:
    """The pack of one session."""
    vault = get_runtime(request).part(LocalVault)
    pack = await read_pack(reader, vault, actor, session_id, local_date(clock.now()), with_text=may(request, actor, READ_PERSONAL))
    names = await organisations.names(reader, [pack.session.host_org_id, *(each.line.unit_id for each in pack.lines)])
    context = {
        "session": pack.session,
        "session_id": session_id,
        "groups": groups(pack, names),
        "figures_": figures(pack),
        "host": names.get(pack.session.host_org_id, pack.session.host_org_id),
        "decides": actor.role in DECIDES and pack.session.state == "SCHEDULED",
        "spoken": SPOKEN,
        "decided": {"ANSWERED_ON_SPOT", "ASSIGNED", "REPLIED", "CLOSED"},
        "word": lambda kind, code: words.word(getattr(v, kind), code),
        "states": words.STATES,
    }
    return pages.render(request, "intake/preparation.html", context)


def groups(pack: Pack, names: Any) -> list[tuple[str, str, list[OpenLine]]]:
    """(field, unit, lines) in the order of the pack."""
    found: dict[tuple[str | None, str | None], list[OpenLine]] = {}
    for each in pack.lines:
        found.setdefault((each.line.domain_code, each.line.unit_id), []).append(each)
    return [
        (words.word(v.DomainCode, domain) or "Chưa phân loại", names.get(unit, unit) or "Chưa giao đơn vị chuẩn bị", lines)
        for (domain, unit), lines in found.items()
    ]


def figures(pack: Pack) -> list[tuple[Any, ...]]:
    counts = pack.counts()
    prepared = [(words.word(v.PreparationOutcome, each), counts.get(each, 0)) for each in v.PreparationOutcome]
    return [("Ý kiến", len(pack.lines)), *prepared, ("Chưa chuẩn bị", pack.missing, "bad" if pack.missing else "good")]
