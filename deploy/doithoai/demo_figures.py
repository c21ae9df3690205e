"""The figures at the end, as reporting and the other services tell them, and what their logs say of receipts and deadlines."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from chassis.runtime import Runtime
from doithoai.demo_checker import Checked, chains_hold
from doithoai.demo_offices import Offices
from doithoai.demo_time import Timekeeper

MISSED: Final = ("case.deadline-missed.v1", "duty.deadline-missed.v1")
ESCALATED: Final = ("case.escalation-raised.v1", "duty.escalation-raised.v1")
EXTENDED: Final = ("case.extension-granted.v1",)
REFERRED: Final = ("case.referred-to-superior.v1",)
ERASED: Final = ("submitter.submitter-erased.v1",)
INBOUND: Final = ("intake", "sessions", "followup")
LARGEST_PAGE: Final = 200
_COUNT = sa.text("SELECT count(*) FROM event WHERE type = ANY(:types)")
_RECEIPTS = sa.text("SELECT data FROM event WHERE type = 'receipt.receipt-issued.v1' ORDER BY position")

Figures = dict[str, Any]


async def happened(runtime: Runtime, types: Sequence[str]) -> int:
    """How often one of these stored types is in a service's log."""
    async with runtime.reader() as connection:
        return int((await connection.execute(_COUNT, {"types": list(types)})).scalar_one())


async def answers(runtimes: Mapping[str, Runtime]) -> dict[str, int]:
    """Messages from agencies by the last receipt each of them got, and how many came again and were answered again."""
    last: dict[tuple[str, str], str] = {}
    repeated = 0
    for service in INBOUND:
        async with runtimes[service].reader() as connection:
            for data in (await connection.execute(_RECEIPTS)).scalars():
                receipt = json.loads(data)
                last[receipt["agency"], receipt["event_id"]] = receipt["status"]
                repeated += receipt["repeat"] > 0
    return {status: sum(told == status for told in last.values()) for status in ("accepted", "refused", "held")} | {"repeated": repeated}


async def pages(offices: Offices, path: str, **query: str) -> AsyncIterator[dict[str, Any]]:
    """Every item of a long list."""
    number, seen = 1, 0
    while True:
        found = await offices.get(path, page=number, page_size=LARGEST_PAGE, **query)
        for item in found["items"]:
            yield item
        number, seen = number + 1, seen + len(found["items"])
        if not found["items"] or seen >= found["total"]:
            return


async def sent_notices(offices: Offices, purpose: str) -> list[dict[str, Any]]:
    """Notices of a purpose that went out."""
    return [item async for item in pages(offices, "/notify/api/v1/notices", purpose=purpose) if item["sent_at"]]


async def province_table(offices: Offices) -> dict[str, Any]:
    table: dict[str, Any] = await offices.get("/reporting/api/v1/province-table")
    return table


async def read_figures(offices: Offices, runtimes: Mapping[str, Runtime]) -> Figures:
    """Every figure of the report but the checker's. `open` counts all unanswered cases, the overdue among them."""
    table, told = await province_table(offices), await offices.get("/reporting/api/v1/figures")
    value = {figure["name"]: figure["value"] for figure in told}
    sessions = {level: part["sessions"] for level, part in table["by_level"].items()}
    invitations, inbound = await sent_notices(offices, "INVITATION"), await answers(runtimes)
    followup = runtimes["followup"]
    return {
        "sessions": {**sessions, "total": table["totals"]["sessions"]},
        "opinions": value["opinions"],
        "answered_on_spot": value["opinions-answered-on-spot"],
        "assigned": table["totals"]["assigned"],
        "cases": value["cases"],
        "replied_on_time": value["cases-on-time"],
        "replied_late": value["cases-late"],
        "open": value["cases-open"],
        "overdue": value["cases-overdue"],
        "reminders": len(await sent_notices(offices, "REMINDER")),
        "missed": await happened(followup, MISSED),
        "escalations": await happened(followup, ESCALATED),
        "extensions": await happened(followup, EXTENDED),
        "referrals": await happened(followup, REFERRED),
        "invitations_sent": len(invitations),
        "invitations_late": sum(bool(notice["is_late"]) for notice in invitations),
        "inbound_accepted": inbound["accepted"],
        "inbound_refused": inbound["refused"],
        "inbound_repeated": inbound["repeated"],
        "erased": await happened(runtimes["intake"], ERASED),
    }


async def closing_figures(keeper: Timekeeper, checked: Checked) -> Figures:
    """What the checker found, what is parked, and whether every hash chain holds."""
    lags, chains = await keeper.lags(), await chains_hold(keeper.runtimes)
    return {
        "lost": len(checked.lost),
        "doubled": len(checked.doubled),
        "parked": sum(lag.parked for lag in lags.values()),
        "chain_valid": all(broken is None for broken in chains.values()),
    }
