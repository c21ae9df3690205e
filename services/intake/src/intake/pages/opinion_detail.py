"""The page of one opinion: what it asks, where it stands, what happened; the full text only for those whose work needs it."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import may, permit
from chassis.privacy.local import LocalVault
from chassis.privacy.sealing import Erased
from chassis.web.dependencies import CurrentActor, Reader, TheClock, ThePages, get_runtime
from chassis.web.problems import NotFound
from contracts import vocabulary as v
from contracts.envelope import Sealed
from contracts.workdays import local_date
from intake.opinion.permissions import READ, READ_PERSONAL
from intake.pages import words
from intake.reach import must_see
from intake.readmodel import imports, opinion_detail, opinion_history, organisations, possible_duplicates
from intake.readmodel.opinion_detail import OpinionInFull
from intake.readmodel.opinion_list import SETTLED

router = APIRouter(default_response_class=Response, include_in_schema=False)
FIELDS = (("name", "Họ tên, đơn vị"), ("phone", "Điện thoại"), ("address", "Địa chỉ"), ("email", "Thư điện tử"))


@router.get("/opinions/{opinion_id}", dependencies=[permit(READ)])
async def show(opinion_id: str, request: Request, pages: ThePages, reader: Reader, actor: CurrentActor, clock: TheClock) -> Response:
    """One opinion."""
    found = await opinion_detail.find(reader, opinion_id)
    if found is None:
        raise NotFound
    await must_see(reader, actor, found.row, local_date(clock.now()))
    history = await opinion_history.find(reader, opinion_id)
    facts = [row.facts or {} for row in history]
    mentioned = [each.get(name) for each in facts for name in ("unit_org_id", "agency_id", "to_org_id", "issuing_org_id")]
    touched = [found.row.received_by_org_id, found.row.preparation_unit_id, found.row.assigned_agency_id]
    names = await organisations.names(reader, [*touched, found.more.routed_to_org_id, found.more.reply_org_id, *mentioned])
    open_text = may(request, actor, READ_PERSONAL)
    sessions = await organisations.find_sessions(reader, [found.row.target_session_id, found.row.session_id])
    imported = await imports.find_row(reader, found.row.source_ref)
    context = {
        "row": found.row,
        "more": found.more,
        "member_ids": found.member_ids,
        "organisations": names,
        "sessions": sessions,
        "states": words.STATES,
        "word": lambda kind, code: words.word(getattr(v, kind), code),
        "acknowledged": words.ACKNOWLEDGED,
        "owes_acknowledgement": not found.row.acknowledged_on and found.row.state not in SETTLED,
        "languages": words.LANGUAGES,
        "timeline": [
            (row.at, words.HAPPENED[row.happened], words.line(row.happened, each, names)) for row, each in zip(history, facts, strict=True)
        ],
        "duplicates": await possible_duplicates.find(reader, found.row.summary, apart_from=opinion_id),
        "may_open": open_text,
        "source": words.source_line(imported) or found.row.source_ref,
        "imported": imported,
        **(await _opened(get_runtime(request).part(LocalVault), found) if open_text else {"text": None, "person": []}),
    }
    return pages.render(request, "intake/opinion_detail.html", context)


async def _opened(vault: LocalVault, found: OpinionInFull) -> dict[str, Any]:
    sealed = found.more.sealed_submitter or {}
    person = [(label, await _text(vault, sealed.get(name), name)) for name, label in FIELDS if sealed.get(name)]
    return {"text": await _text(vault, found.more.sealed_text, "text"), "person": person}


async def _text(vault: LocalVault, sealed: dict[str, Any] | None, field: str) -> str | None:
    if not sealed:
        return None
    value = await vault.open(Sealed.model_validate(sealed), field)
    return str(value) if isinstance(value, Erased) else value
