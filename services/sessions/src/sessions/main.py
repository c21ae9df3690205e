"""The sessions service: what it is made of."""

from pathlib import Path

from chassis.composition import Service
from chassis.privacy.keys import Vault
from chassis.privacy.remote import RemoteVault
from chassis.runtime import Runtime
from sessions.annual_plan.events import EVENTS as PLAN_EVENTS
from sessions.api import org_units, plans, propose, session_acts, session_after, session_floor, session_papers
from sessions.api import sessions as session_api
from sessions.dialogue_session.events import EVENTS as SESSION_EVENTS
from sessions.heard import HeardCase, HeardInvitation, HeardOpinion
from sessions.heard_results import HeardResult
from sessions.inbound import agencies, followup, intake, notify
from sessions.org_unit.events import EVENTS as ORG_EVENTS
from sessions.outbound import outbound
from sessions.pages import organisation_export as organisation_export_page
from sessions.pages import organisations as organisation_pages
from sessions.pages import plans as plan_pages
from sessions.pages import propose_session as propose_page
from sessions.pages import session_act as session_act_page
from sessions.pages import session_calendar as session_calendar_page
from sessions.pages import session_detail as session_page
from sessions.pages import session_export as session_export_page
from sessions.pages import session_list as session_list_page
from sessions.pages import session_papers as session_paper_pages
from sessions.permitted import PERMISSIONS
from sessions.readmodel import (
    organisation_directory,
    plan_detail,
    plan_list,
    refused_conclusions,
    session_detail,
    session_list,
    session_opinions,
    session_programme,
)
from sessions.refusals import REFUSALS
from sessions.settings import Settings

PROJECTIONS = (
    session_list.PROJECTION,
    session_detail.PROJECTION,
    session_opinions.PROJECTION,
    session_programme.PROJECTION,
    plan_list.PROJECTION,
    plan_detail.PROJECTION,
    organisation_directory.PROJECTION,
    refused_conclusions.PROJECTION,
)
ROUTERS = (
    propose.router,
    session_api.router,
    session_acts.router,
    session_floor.router,
    session_after.router,
    session_papers.router,
    plans.router,
    org_units.router,
    session_list_page.router,
    session_calendar_page.router,
    session_export_page.router,
    propose_page.router,
    plan_pages.router,
    organisation_export_page.router,
    organisation_pages.router,
    session_page.router,
    session_act_page.router,
    session_paper_pages.router,
)


async def started(runtime: Runtime) -> None:
    """Contacts of invitees are sealed with keys that intake keeps."""
    runtime.provide(Vault, RemoteVault(runtime.client))  # type: ignore[type-abstract]


def compose(settings: Settings) -> Service:
    return Service(
        name="sessions",
        title="Hội nghị đối thoại",
        summary="Kế hoạch, lịch, diễn biến và kết luận các hội nghị đối thoại; danh mục tổ chức.",
        settings=settings,
        events=(SESSION_EVENTS, PLAN_EVENTS, ORG_EVENTS),
        outbound=outbound,
        migrations=Path(__file__).parents[2] / "migrations",
        permissions=PERMISSIONS,
        refusals=REFUSALS,
        routers=ROUTERS,
        templates=Path(__file__).parent / "pages" / "templates",
        projections=PROJECTIONS,
        heard_tables=(HeardOpinion, HeardInvitation, HeardCase, HeardResult),
        sources=(intake.SOURCE, followup.SOURCE, notify.SOURCE),
        agency_inbox=agencies.INBOX,
        started=started,
    )
