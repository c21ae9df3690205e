"""Composition root: what reporting is made of. It decides nothing, so it stores no events and publishes none."""

from pathlib import Path

from chassis.composition import Service
from chassis.eventstore.recorded import Recorded
from reporting.api import facts, open_data, province, reports
from reporting.heard_tables import HEARD_TABLES
from reporting.inbound import SOURCES
from reporting.pages import ROUTERS
from reporting.permissions import PERMISSIONS
from reporting.settings import Settings

HERE = Path(__file__).parent


def outbound(_: Recorded) -> None:
    """Nothing: there is nothing in the log."""


def compose(settings: Settings) -> Service:
    """The whole service."""
    return Service(
        name="reporting",
        title="Tổng hợp, báo cáo",
        summary="Bức tranh đối thoại của toàn tỉnh: hội nghị, ý kiến, vụ việc, thời hạn.",
        settings=settings,
        events=(),
        outbound=outbound,
        migrations=HERE.parents[1] / "migrations",
        permissions=PERMISSIONS,
        refusals={},
        routers=(province.router, facts.router, open_data.router, reports.router, *ROUTERS),
        templates=HERE / "pages" / "templates",
        heard_tables=HEARD_TABLES,
        sources=SOURCES,
    )
