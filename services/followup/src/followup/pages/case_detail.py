"""One case: what is asked, who answers, how the due date was reached day by day, everything that happened."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import may, permit
from chassis.web.dependencies import ThePages
from contracts.labels import label
from followup.acting import TheAct
from followup.case import events as e
from followup.case.case import Facts
from followup.case.permissions import READ
from followup.case.promised import CommitmentReminderPostponed
from followup.case.vocabulary import LEG_WORDS, Leg
from followup.pages.acts import ACTS
from followup.pages.acts.answering import LEGS
from followup.pages.words import WORDS, told
from followup.pages.words_promised import day, document
from followup.readmodel.case_story import state_name

router = APIRouter(prefix="/cases/{case_id}", default_response_class=HTMLResponse, include_in_schema=False)

UNTOLD = (e.DeadlinePassed, e.StepPostponed, CommitmentReminderPostponed)


@router.get("", dependencies=[permit(READ)])
async def read_case(request: Request, pages: ThePages, act: TheAct) -> Response:
    found, organisations, today = act.detail, act.rules.organisations, act.today
    entries = [(each.at, *told(each.event, organisations)) for each in found.history if not isinstance(each.event, UNTOLD)]
    context = {
        **WORDS,
        "facts": found.facts,
        "codes": act.codes,
        "state": state_name(found.state),
        "summary": found.summary,
        "explanation": found.explanation,
        "entries": entries,
        "name": organisations.name,
        "names": lambda ids: ", ".join(organisations.name(each) for each in ids),
        "former": ", ".join(f"{organisations.name(each.org_id)} (đến {day(each.last_day)})" for each in found.facts.predecessors),
        "label": label,
        "document": document,
        "reference": today,
        "days_late": found.working_days_late(today),
        "running": state_name(found.state) not in {"REPLIED", "CLOSED", "REFERRED_UP"},
        "legs": [legs(issued, found.facts) for issued in found.facts.in_force],
        "acts": [each for each in ACTS if may(request, act.actor, each.permission) and act.may(each.permission) and each.offered(act)],
        "version": found.version,
    }
    return pages.render(request, "followup/case_detail.html", context)


def legs(issued: e.ReplyIssued, facts: Facts) -> dict[str, Any]:
    """Whom one reply reached: the submitter by delivery, the others by what was reported; a day and a document where they are known."""
    delivered = {opinion_id for reply_id, opinion_id in facts.delivered if reply_id == issued.reply.reply_id}
    by_leg = {LEG_WORDS.get(each.addressee): each for each in issued.reply.evidence}
    further = [(name, Leg(leg) not in issued.missing_legs, by_leg.get(Leg(leg))) for leg, name in LEGS]
    return {"reply": issued.reply, "person": set(issued.reply.opinion_ids) <= delivered, "further": further}
