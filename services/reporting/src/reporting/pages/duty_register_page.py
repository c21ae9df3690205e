"""The duty register: which head has held the dialogues of a plan year, and which has not."""

from collections import Counter

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, ThePages
from contracts.labels import LABELS
from contracts.vocabulary import Audience, Level
from reporting.asked import TheDay, TheDirectory, Year
from reporting.permissions import READ
from reporting.readmodel.duty_register import STANDING_NAMES, STANDING_TONES, Standing, read_duty_register

router = APIRouter(default_response_class=Response)


@router.get("/duty-register", dependencies=[permit(READ)])
async def duty_register(
    request: Request, pages: ThePages, connection: Reader, as_of: TheDay, directory: TheDirectory, plan_year: Year = None
) -> Response:
    year = plan_year or as_of.today.year
    rows = await read_duty_register(connection, year, as_of.today, directory)
    counts = Counter(row.standing for row in rows)
    context = {
        "rows": rows,
        "plan_year": year,
        "as_of": as_of,
        "standings": [(STANDING_NAMES[each], counts[each], STANDING_TONES[each]) for each in Standing],
        "names": STANDING_NAMES,
        "tones": STANDING_TONES,
        "audiences": LABELS[Audience],
        "levels": LABELS[Level],
        "crumbs": [("Sổ theo dõi trách nhiệm", None)],
    }
    return pages.render(request, "reporting/duty_register.html", context)
