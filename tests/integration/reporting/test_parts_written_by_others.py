"""Units and agencies write their own part of a report; the office reads it while it drafts, nobody else does, and it ends when the report is sent."""

from typing import Any

import pytest
from reporting_story import AGENCY, COMMUNE, organisation
from reporting_world import KEY, World

from chassis.clock import WallClock
from chassis.identity.actor import Actor, Reach
from chassis.identity.tokens import Tokens

OTHER = "sl-xa-03901-ubnd"
REPORT = "/reports/2026/6-thang"
WORDS = "Hồ sơ địa chính còn thiếu."


@pytest.fixture
async def opened_report(working: World) -> World:
    await working.begun()
    await working.tell(
        organisation(COMMUNE, "UBND xã Mường Bú"),
        organisation(AGENCY, "Phòng Kinh tế xã Mường Bú", parent_id=COMMUNE),
        organisation(OTHER, "UBND xã Chiềng Sơ"),
    )
    return working


async def ask(world: World, method: str, path: str, body: Any = None, *, role: str, org_id: str, form: bool = False) -> tuple[int, Any]:
    reach = Reach.EVERYWHERE if role in ("dialogue_office", "chairperson") else Reach.OWN
    token = Tokens(KEY, WallClock()).issue(Actor(f"acc-{role}", role, org_id, reach))
    headers = {"authorization": f"Bearer {token}"}
    if form:
        headers |= {"accept": "text/html", "sec-fetch-site": "same-origin"}
        answer = await world.web.request(method, f"/reporting{path}", data=body, headers=headers)
        return answer.status_code, answer.text
    answer = await world.web.request(method, f"/reporting/api/v1{path}", json=body, headers=headers)
    return answer.status_code, answer.json()


async def write(world: World, text: str = WORDS, path: str = REPORT, **who: str) -> tuple[int, Any]:
    return await ask(world, "PUT", f"{path}/contributions/III.2", {"text": text}, **{"role": "assigned_agency", "org_id": AGENCY, **who})


async def test_an_agency_writes_its_part_and_the_office_reads_it_where_it_drafts(opened_report: World) -> None:
    assert (await write(opened_report, "Chưa rõ."))[0] == 200
    assert (await write(opened_report))[0] == 200
    assert (await write(opened_report, role="inspectorate", org_id=OTHER, text="Đơn thư tăng."))[0] == 200
    status, all_of_them = await ask(opened_report, "GET", f"{REPORT}/contributions", role="dialogue_office", org_id="sl-vpub")
    assert (status, [(row["org_id"], row["text"]) for row in all_of_them]) == (200, [(AGENCY, WORDS), (OTHER, "Đơn thư tăng.")])
    _, page = await ask(opened_report, "GET", REPORT, role="dialogue_office", org_id="sl-vpub", form=True)
    assert all(part in page for part in (WORDS, "Đơn thư tăng.", "Phòng Kinh tế xã Mường Bú"))


async def test_nobody_but_the_office_reads_what_another_wrote(opened_report: World) -> None:
    await write(opened_report)
    _, own = await ask(opened_report, "GET", f"{REPORT}/contributions", role="assigned_agency", org_id=AGENCY)
    assert [row["text"] for row in own] == [WORDS]
    assert await ask(opened_report, "GET", f"{REPORT}/contributions", role="assigned_agency", org_id=OTHER) == (200, [])
    assert WORDS not in await opened_report.page(REPORT)
    assert (await ask(opened_report, "GET", f"{REPORT}/contributions", role="secretary", org_id=OTHER))[0] == 403


async def test_one_writes_for_oneself_and_to_the_own_commune_s_report_only(opened_report: World) -> None:
    body = {"text": WORDS, "org_id": OTHER}
    status, _ = await ask(opened_report, "PUT", f"{REPORT}/contributions/III.2", body, role="assigned_agency", org_id=AGENCY)
    assert status == 403
    own = f"/reports/2026/cap-xa-6-thang-{COMMUNE}"
    office: dict[str, str] = {"role": "dialogue_office", "org_id": COMMUNE}
    assert (await write(opened_report, path=own))[1]["slug"] == "report_not_opened"
    assert (await ask(opened_report, "POST", f"{own}/open", {"due_on": "2026-06-19"}, **office))[0] == 200
    assert (await write(opened_report, path=own))[0] == 200
    assert (await write(opened_report, path=own, org_id=OTHER))[0] == 403
    assert (await write(opened_report, org_id="khong-co"))[0] == 404


async def test_the_form_on_the_page_says_what_is_wrong_and_takes_the_words(opened_report: World) -> None:
    who: dict[str, Any] = {"role": "unit_head", "org_id": AGENCY, "form": True}
    _, page = await ask(opened_report, "GET", REPORT, **who)
    assert "Phần của cơ quan, đơn vị: Phòng Kinh tế xã Mường Bú" in page
    status, again = await ask(opened_report, "POST", f"{REPORT}/contributions", {"part": "III.2", "contribution": " "}, **who)
    assert (status, "Cần nhập nội dung" in again) == (409, True)
    assert (await ask(opened_report, "POST", f"{REPORT}/contributions", {"part": "III.2", "contribution": WORDS}, **who))[0] == 303
    assert WORDS in (await ask(opened_report, "GET", REPORT, **who))[1]


async def test_a_report_that_was_sent_takes_no_more_words(opened_report: World) -> None:
    chair: dict[str, str] = {"role": "chairperson", "org_id": "sl-vpub"}
    doc = {"number": "55", "symbol": "BC-VPUB", "issued_on": "2026-04-20"}
    for path, body in (
        ("snapshots", {}),
        ("compile", {"doc": {"symbol": "BC-VPUB"}, "nil": True}),
        ("submit", {"submitted_on": "2026-04-20", "doc": doc}),
    ):
        status, told = await ask(opened_report, "POST", f"{REPORT}/{path}", body, **chair)
        assert status == 200, told
    status, told = await write(opened_report)
    assert (status, told["slug"]) == (409, "report_already_submitted")
    assert "Gửi cơ quan tổng hợp" not in (await ask(opened_report, "GET", REPORT, role="unit_head", org_id=AGENCY, form=True))[1]
