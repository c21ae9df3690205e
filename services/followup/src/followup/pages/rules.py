"""The rules in force: calendar versions, rule packs with each number and its source, and every assumption where the sources are silent."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, TheClock, ThePages
from contracts.labels import label
from contracts.workdays import local_date
from followup.case.permissions import READ_RULES
from followup.pages.rule_words import in_words, step, value_in
from followup.pages.words import WORDS
from followup.readmodel.calendar_versions import list_calendars
from followup.readmodel.organisations import read_organisations
from followup.readmodel.rule_packs import loaded_packs
from followup.rules.assumptions import KEPT_IN_NAMES, register
from followup.rules.pack import Rule

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


def binds(rule: Rule) -> str:
    """Whom the rule binds, in words; empty when it binds everybody."""
    words = [label(each) for each in (*rule.levels, *rule.audiences)]
    words += [f"không bắt buộc với hình thức {label(each).lower()}" for each in rule.except_forms]
    return "; ".join(words if rule.applies else ["Không áp dụng", *words])


@router.get("/rules", dependencies=[permit(READ_RULES)])
async def rules(request: Request, pages: ThePages, reader: Reader, clock: TheClock) -> Response:
    packs, today = await loaded_packs(reader), local_date(clock.now())
    assumptions = [(each, [(pack.rule_pack_id, value_in(each, pack)) for pack in packs]) for each in register()]
    context = {
        **WORDS,
        "calendars": await list_calendars(reader),
        "packs": packs,
        "in_force": [pack.valid_from <= today and (pack.valid_to is None or today <= pack.valid_to) for pack in packs],
        "binds": binds,
        "in_words": in_words,
        "step": step,
        "label": label,
        "name": (await read_organisations(reader)).name,
        "assumptions": [(each, [pair for pair in values if pair[1]]) for each, values in assumptions],
        "kept_in": KEPT_IN_NAMES,
    }
    return pages.render(request, "followup/rules.html", context)
