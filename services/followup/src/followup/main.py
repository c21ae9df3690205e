"""Composition root of followup: what it hears, decides, keeps and shows."""

from pathlib import Path

from chassis.composition import Service
from chassis.identity.permissions import Permissions
from chassis.timers import Timers
from followup.api import ROUTERS as API
from followup.case.permissions import PUBLIC, ROLES
from followup.inbound import agencies, intake, notify, reporting, sessions
from followup.inbound.due import Due
from followup.outbound import outbound
from followup.pages import ROUTERS as PAGES
from followup.readmodel import calendar_versions, case_list, commitment_list, duty_list, escalations, rule_packs
from followup.readmodel.heard import HEARD_TABLES
from followup.refusals import REFUSALS
from followup.settings import Settings
from followup.stored import STORED
from followup.timers import apply

HERE = Path(__file__).parent
MIGRATIONS = HERE.parents[1] / "migrations"


def compose(settings: Settings) -> Service:
    """Everything followup is made of."""
    return Service(
        name="followup",
        title="Theo dõi giải quyết",
        summary="Vụ việc được giao, thời hạn trả lời, gia hạn, trình cấp trên, đôn đốc và nhiệm vụ của người chủ trì.",
        settings=settings,
        events=STORED,
        outbound=outbound,
        migrations=MIGRATIONS,
        permissions=Permissions(ROLES, PUBLIC),
        refusals=REFUSALS,
        routers=(*API, *PAGES),
        templates=HERE / "pages" / "templates",
        projections=(
            calendar_versions.projection,
            rule_packs.projection,
            case_list.projection,
            commitment_list.projection,
            duty_list.projection,
            escalations.projection,
        ),
        heard_tables=HEARD_TABLES,
        sources=(sessions.source(settings), intake.source(settings), notify.source(), reporting.source(settings)),
        agency_inbox=agencies.agency_inbox(settings),
        timers=Timers(apply, Due(settings).fire, version=2),
    )
