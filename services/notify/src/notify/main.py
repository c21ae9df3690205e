"""Composition root of notify: what it hears, keeps, shows and sends."""

from pathlib import Path

from chassis.composition import Effect, Service
from chassis.identity.permissions import Permissions
from chassis.privacy.keys import Vault
from chassis.privacy.remote import RemoteVault
from chassis.runtime import Runtime
from notify import api, pages
from notify.channels.equip import ways_of
from notify.courier.courier import Courier
from notify.courier.reach import Finder
from notify.documents.render import Desk
from notify.inbound import followup, intake, sessions
from notify.inbound.asking import Practice
from notify.notice.events import EVENTS
from notify.notice.permissions import PUBLIC, ROLES
from notify.outbound import outbound
from notify.readmodel import announcements, courier_queue, invitations, notice_detail, notice_list
from notify.readmodel.calendars import LoadedCalendar
from notify.readmodel.deadlines import DeadlineTarget
from notify.readmodel.organisations import Organisation
from notify.readmodel.rule_packs import LoadedRulePack
from notify.readmodel.sessions import Session
from notify.readmodel.submitters import SubmitterContact
from notify.refusals import REFUSALS
from notify.settings import Settings
from notify.timers import TIMERS

HERE = Path(__file__).parent
MIGRATIONS = HERE.parents[1] / "migrations"


def compose(settings: Settings) -> Service:
    """Everything notify is made of."""
    practice = Practice(settings.province_code, settings.announcement_channels, settings.announcement_languages)
    return Service(
        name="notify",
        title="Thông báo",
        summary="Giấy mời, thông báo công khai, nhắc hạn, báo kết quả và bằng chứng gửi.",
        settings=settings,
        events=(EVENTS,),
        outbound=outbound,
        migrations=MIGRATIONS,
        permissions=Permissions(ROLES, PUBLIC),
        refusals=REFUSALS,
        routers=(*api.ROUTERS, *pages.ROUTERS),
        templates=HERE / "pages" / "templates",
        projections=(
            notice_list.PROJECTION,
            notice_detail.PROJECTION,
            invitations.PROJECTION,
            announcements.PROJECTION,
            courier_queue.PROJECTION,
        ),
        heard_tables=(Organisation, Session, DeadlineTarget, SubmitterContact, LoadedCalendar, LoadedRulePack),
        sources=(sessions.source(practice), intake.source(), followup.source(practice)),
        timers=TIMERS,
        effects=(Effect("courier", _deliver, courier_queue.count_in_hand),),
        started=_started,
    )


async def _started(runtime: Runtime) -> None:
    settings = runtime.settings
    assert isinstance(settings, Settings)
    vault = RemoteVault(runtime.client)
    desk, ways = Desk(settings.place_name, settings.contact_phone), ways_of(settings)
    finder = Finder(vault, ways, settings.person_channels)
    runtime.provide(Vault, vault)  # type: ignore[type-abstract]
    runtime.provide(Desk, desk)
    runtime.provide(Finder, finder)
    runtime.provide(Courier, Courier(runtime.handler, finder, ways, desk, province_code=settings.province_code))


async def _deliver(runtime: Runtime) -> bool:
    return await runtime.part(Courier).step()
