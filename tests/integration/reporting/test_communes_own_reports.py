"""A commune's Party secretary reports on the commune alone: its sessions, its opinions, the cases its own units hold."""

from datetime import date

import pytest
from reporting_story import AGENCY, COMMUNE, answered, assigned, concluded, opened, organisation, registered
from reporting_world import KEY, World

from chassis.clock import WallClock
from chassis.identity.actor import Actor, Reach
from chassis.identity.tokens import Tokens

OTHER, OTHER_AGENCY = "sl-xa-03901-ubnd", "sl-xa-03901-kinh-te"
HELD = date(2026, 3, 18)
OWN = f"cap-xa-6-thang-{COMMUNE}"


@pytest.fixture
async def two_communes(working: World) -> World:
    await working.tell(
        organisation(COMMUNE, "UBND xã Mường Bú"),
        organisation(AGENCY, "Phòng Kinh tế xã Mường Bú", parent_id=COMMUNE),
        organisation(OTHER, "UBND xã Chiềng Sơ"),
        organisation(OTHER_AGENCY, "Phòng Kinh tế xã Chiềng Sơ", parent_id=OTHER),
        registered("yk-1"),
        registered("yk-2"),
        registered("yk-3", received_by_org_id=OTHER),
        concluded("phien-1", HELD, assigned("yk-1"), answered("yk-2")),
        concluded("phien-2", HELD, assigned("yk-3", assigned_agency_id=OTHER_AGENCY), host_org_id=OTHER),
        opened("vv-1", "yk-1", HELD, date(2026, 4, 8)),
        opened("vv-3", "yk-3", HELD, date(2026, 4, 8), session_id="phien-2", host_org_id=OTHER, assigned_agency_id=OTHER_AGENCY),
    )
    return working


async def test_a_commune_counts_itself_and_the_units_under_it_and_nobody_else(two_communes: World) -> None:
    own, others = await two_communes.get(f"/reports/2026/{OWN}"), await two_communes.get(f"/reports/2026/cap-xa-6-thang-{OTHER}")
    everybody = await two_communes.get("/reports/2026/6-thang")
    counted = [[told["data"]["figures"][name] for name in ("sessions", "opinions", "cases")] for told in (own, others, everybody)]
    assert counted == [[1, 2, 1], [1, 1, 1], [2, 3, 2]]
    assert [row["case_id"] for row in own["data"]["overdue"]["rows"]] == ["vv-1"]
    assert own["data"]["cases"]["total"]["total"] == 1
    assert {row["org_id"] for row in own["data"]["frequency"]["not_met"]} <= {COMMUNE, AGENCY}
    assert (own["title"], own["owner_org_id"]) == ("Báo cáo 6 tháng 2026 của UBND xã Mường Bú", COMMUNE)


async def test_every_commune_has_a_years_reports_and_the_province_has_its_own(two_communes: World) -> None:
    listed = [each["id"].removesuffix(f"-{COMMUNE}") for each in await two_communes.get(f"/reports?year=2026&org={COMMUNE}")]
    assert len(listed) == 16
    assert {"cap-xa-thang-01", "cap-xa-quy-1", "cap-xa-6-thang", "cap-xa-9-thang", "cap-xa-nam"} < set(listed)
    assert not any(each["id"].startswith("cap-xa") for each in await two_communes.get("/reports?year=2026"))
    page = await two_communes.page(f"/reports?year=2026&org={COMMUNE}")
    for text in ("Báo cáo tháng 3/2026 của UBND xã Mường Bú", "Ban Nội chính Tỉnh ủy", "Bí thư Tỉnh ủy", "Kết luận 215-KL/TW"):
        assert text in page, text


@pytest.mark.parametrize("key", ["cap-xa-6-thang-nobody", f"cap-xa-thang-13-{COMMUNE}", "cap-xa-6-thang"])
async def test_nobody_else_owes_such_a_report(two_communes: World, key: str) -> None:
    await two_communes.get(f"/reports/2026/{key}", expect=404)
    await two_communes.get("/reports?year=2026&org=nobody", expect=404)


def office_of(org_id: str) -> dict[str, str]:
    token = Tokens(KEY, WallClock()).issue(Actor("acc-1", "dialogue_office", org_id, Reach.OWN))
    return {"authorization": f"Bearer {token}"}


async def test_only_the_communes_own_office_opens_it_and_its_figures_stay_as_they_were_fixed(two_communes: World) -> None:
    path = f"/reporting/api/v1/reports/2026/{OWN}"
    ask = {"json": {"due_on": "2026-06-19"}}
    assert (await two_communes.web.post(f"{path}/open", **ask, headers=office_of(OTHER))).status_code == 403
    assert (await two_communes.web.post(f"{path}/open", **ask, headers=office_of(COMMUNE))).status_code == 200
    taken = await two_communes.web.post(f"{path}/snapshots", json={}, headers=office_of(COMMUNE))
    assert taken.status_code == 200
    told = await two_communes.get(f"/reports/2026/{OWN}")
    assert (told["state"], told["due_on"], told["data_cutoff_on"]) == ("OPEN", "2026-06-19", "2026-06-12")
    await two_communes.tell(concluded("phien-3", date(2026, 4, 16)))
    [snapshot] = told["snapshots"]
    assert (await two_communes.get(f"/reports/2026/{OWN}/snapshots/{snapshot['snapshot_id']}/proof"))["identical"] is True


async def test_who_took_over_from_an_ended_commune_makes_the_report_it_left(two_communes: World) -> None:
    path, ask = f"/reporting/api/v1/reports/2026/{OWN}/open", {"json": {"due_on": "2026-06-19"}}
    assert (await two_communes.web.post(path, **ask, headers=office_of(OTHER))).status_code == 403
    ended = {"valid_to": date(2026, 3, 31), "successor_ids": (OTHER,)}
    await two_communes.tell(organisation(COMMUNE, "UBND xã Mường Bú", **ended))
    assert (await two_communes.web.post(path, **ask, headers=office_of(OTHER))).status_code == 200
