"""Composition root: what reporting is made of. Of dialogues it decides nothing; its own log holds the reports."""

from pathlib import Path

from chassis.composition import Service
from chassis.identity.actor import SYSTEM
from chassis.projections.projection import tables_of
from chassis.runtime import Runtime, make_engine
from contracts.workdays import local_date, reporting_year
from reporting.api import facts, open_data, province, report_writing, reports
from reporting.contribution import events as contribution
from reporting.heard_tables import HEARD_TABLES, REPORTED_TABLES
from reporting.inbound import KEPT, READINGS, SOURCES
from reporting.inbound.heard_again import HeardAgain
from reporting.opening import open_year
from reporting.outbound import outbound
from reporting.pages import ROUTERS
from reporting.permissions import PERMISSIONS
from reporting.readmodel import contributions, report_list
from reporting.readmodel.as_known import AsKnown
from reporting.refusals import REFUSALS
from reporting.report import year
from reporting.report.events import EVENTS
from reporting.settings import Settings
from reporting.timers import TIMERS

HERE = Path(__file__).parent


def compose(settings: Settings) -> Service:
    """The whole service."""
    return Service(
        name="reporting",
        title="Tổng hợp, báo cáo",
        summary="Bức tranh đối thoại của toàn tỉnh: hội nghị, ý kiến, vụ việc, thời hạn; báo cáo định kỳ.",
        settings=settings,
        events=(EVENTS, year.EVENTS, contribution.EVENTS),
        outbound=outbound,
        migrations=HERE.parents[1] / "migrations",
        permissions=PERMISSIONS,
        refusals=REFUSALS,
        routers=(province.router, facts.router, open_data.router, reports.router, report_writing.router, *ROUTERS),
        templates=HERE / "pages" / "templates",
        projections=(report_list.PROJECTION, contributions.PROJECTION),
        heard_tables=HEARD_TABLES,
        sources=SOURCES,
        timers=TIMERS,
        started=_started,
        worker_started=_worker_started,
    )


async def _started(runtime: Runtime) -> None:
    """What was heard can be read again, by the same readings."""
    again = HeardAgain(*(READINGS[service] for service, details in KEPT.items() if details is not None))
    engine = lambda: make_engine(runtime.settings, "reporting-as-known")  # noqa: E731
    runtime.provide(AsKnown, AsKnown(engine, again, tables_of(*REPORTED_TABLES)))


async def _worker_started(runtime: Runtime) -> None:
    """The reporting year that runs is open, also on the day the system begins."""
    running = reporting_year(local_date(runtime.clock.now()))
    await runtime.handler.perform(lambda unit: open_year(unit, running), year.decider, year.stream_of(running), actor=SYSTEM)
