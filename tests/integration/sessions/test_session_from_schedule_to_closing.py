from datetime import timedelta

import orjson
from sessions_world import START, World, session_body

from chassis.identity.actor import Reach
from contracts.followup import CaseClosedV1, FollowUpOpenedV1
from contracts.identifiers import case_id
from contracts.intake import OpinionRegisteredV1, OpinionRoutedOutV1
from contracts.vocabulary import Audience, Complexity, OpinionChannel, OpinionKind, Route, SubmitterKind, Timeliness

SESSION = "0198a000-0000-7000-8000-000000000001"
AT = f"/sessions/{SESSION}"


def registered(opinion_id: str, **fields: object) -> OpinionRegisteredV1:
    return OpinionRegisteredV1.model_validate(
        {
            "opinion_id": opinion_id,
            "channel": OpinionChannel.IN_PERSON,
            "received_at": START,
            "received_by_org_id": "vpub",
            "submitter_kind": SubmitterKind.CITIZEN,
            "audience": Audience.PEOPLE,
            "kind": OpinionKind.RECOMMENDATION,
            "summary_redacted": f"Đề nghị sửa cống thoát nước ({opinion_id})",
            "target_session_id": SESSION,
            **fields,
        }
    )


async def prepare_and_open(world: World) -> None:
    await world.post("/sessions", session_body())
    await world.post(f"{AT}/secretary", {"secretary_ref": "account-2"})
    await world.post(f"{AT}/open", {"chaired_by_role": "chairperson", "attendance": {"people": 40, "staff": 5}})
    await world.post(f"{AT}/steps", {"step": "PURPOSE"})


async def test_a_session_is_scheduled_held_concluded_and_closed_when_its_duties_are_met(world: World) -> None:
    await world.tell("intake", registered("o-1"))
    await prepare_and_open(world)
    await world.tell("intake", registered("o-2"), registered("o-3", raised_live=True))
    for opinion in ("o-1", "o-2", "o-3"):
        await world.post(f"{AT}/slips", {"opinion_id": opinion, "submitter_ref": f"s-{opinion}"})
    assert (await world.post(f"{AT}/turns", {"slip_no": 1}))["turn_no"] == 1
    assert (await world.post(f"{AT}/turns", {"slip_no": 3}, expect=409))["slug"] == "override_needs_reason"
    assert (await world.post(f"{AT}/turns", {"slip_no": 3, "override_reason": "Nội dung cấp bách"}))["turn_no"] == 2
    await world.tell("intake", OpinionRoutedOutV1(opinion_id="o-3", route=Route.DENUNCIATION))
    await world.post(f"{AT}/turns", {"slip_no": 2})
    await world.post(f"{AT}/answers", {"opinion_id": "o-1", "answered_by_role": "chairperson", "outcome": "EXPLAINED"})
    await world.post(f"{AT}/assignments", {"opinion_id": "o-2", "assigned_agency_id": "snn", "complexity": "COMPLEX"})
    assert (await world.post(f"{AT}/minutes", {"minutes_doc": {"symbol": "BB-VPUB"}}, expect=409))["slug"] == "step_out_of_order"
    await world.post(f"{AT}/steps", {"step": "CONCLUSION"})
    await world.post(f"{AT}/minutes", {"minutes_doc": {"symbol": "BB-VPUB"}})
    await world.post(f"{AT}/conclude")
    notice = {"doc": {"number": "05", "symbol": "TB-VPUB", "issued_on": "2026-03-03"}, "published_channels": ["PORTAL"]}
    await world.post(f"{AT}/conclusion-notice", notice)
    await world.post(f"{AT}/internal-review", {"held_on": "2026-02-27"})
    await world.post(f"{AT}/result-notice", {"doc": {"number": "06", "symbol": "TB-VPUB", "issued_on": "2026-03-20"}})
    await world.post(f"{AT}/report", {"recipients": ["ubnd-tinh"], "doc": {"number": "9", "symbol": "BC-VPUB", "issued_on": "2026-03-05"}})
    refusal = await world.post(f"{AT}/close", expect=409)
    assert refusal["slug"] == "duties_not_met"

    case = str(case_id(SESSION, "o-2"))
    opened = FollowUpOpenedV1(
        case_id=case,
        opinion_ids=("o-2",),
        session_id=SESSION,
        host_org_id="vpub",
        assigned_agency_id="snn",
        complexity=Complexity.COMPLEX,
        anchor_on=START.date(),
    )
    closed = CaseClosedV1(case_id=case, closed_on=START.date(), timeliness=Timeliness.ON_TIME, working_days_late=0)
    await world.tell("followup", opened, closed)
    await world.post(f"{AT}/close")

    read = await world.get(AT)
    assert read["status"] == "CLOSED"
    assert (read["registered"], read["raised"], read["answered_on_spot"], read["assigned"], read["routed_out"]) == (3, 3, 1, 1, 1)
    assert [line["opinion_id"] for line in read["opinions"]] == ["o-1", "o-2"]
    assert read["silenced"] == 1
    assert [(turn["turn_no"], turn["slip_no"], turn["overridden_by_chair"]) for turn in read["turns"]] == [
        (1, 1, False),
        (2, 3, True),
        (3, 2, False),
    ]
    told = {subject.split(".")[4]: orjson.loads(body) for subject, body in await world.published()}
    concluded = told["session-concluded"]
    assert (concluded["held_on"], concluded["plan_year"], concluded["reporting_year"]) == ("2026-02-26", 2026, 2026)
    assert [each["opinion_id"] for each in concluded["opinions"]] == ["o-1", "o-2"]
    page = await world.page(AT)
    assert "Văn phòng UBND tỉnh Sơn La" in page
    assert "Có 1 nội dung được chuyển theo thủ tục riêng" in page
    assert "(o-3)" not in page


async def test_contacts_of_invitees_are_nowhere_in_plain_text(world: World) -> None:
    await world.post("/sessions", session_body())
    person = {"invitee_ref": "person-1", "role": "participant", "contact": {"name": "Lò Văn Canary", "phone": "0912345678"}}
    await world.post(
        f"{AT}/invitations",
        {"invitees": [person, {"invitee_ref": "unit-snn", "role": "unit_head", "org_id": "snn"}], "approved_by_role": "chairperson"},
    )
    await world.settle()
    stored = " ".join(str(row) for row in await world.rows("SELECT data FROM event")) + str(await world.published())
    assert "Canary" not in stored
    assert "0912345678" not in stored
    [event] = [recorded.event for recorded in await world.log() if type(recorded.event).__name__ == "InvitationListApproved"]
    assert "Canary" in str(await world.vault.open(event.invitees[0].contact, "contact"))
    world.vault.erased.add("person-2")
    again = {"invitees": [{**person, "invitee_ref": "person-2"}], "approved_by_role": "chairperson"}
    assert (await world.post(f"{AT}/invitations", again, expect=409))["slug"] == "invitee_erased"


async def test_lists_and_pages_show_what_was_planned(world: World) -> None:
    plan = {
        "plan_id": "vpub-2026",
        "plan_year": 2026,
        "org_id": "vpub",
        "doc": {"symbol": "KH-VPUB"},
        "planned": [
            {"audience": "STAFF", "regime": "PERIODIC", "form": "EMBEDDED"},
            {"audience": "PEOPLE", "regime": "AD_HOC", "min_count": 0},
        ],
    }
    await world.post("/plans", plan, expect=201)
    staff = {"audience": ["STAFF"], "form": "EMBEDDED", "regime": "PERIODIC", "level": "PROVINCE", "host_org_id": "vpub"}
    await world.post("/sessions/record", {**staff, "held_on": "2025-12-18", "plan_year": 2026}, expect=201)
    read = await world.get("/plans/vpub-2026")
    assert read["frequency"] == {"STAFF": {"at_least": 1, "held": 1}}
    assert read["held"][0]["held_on"] == "2025-12-18"
    assert read["held"][0]["reporting_year"] == 2026
    assert "Chưa đủ" not in await world.page("/plans/vpub-2026")
    assert "Bản chưa ghi số, ngày" in await world.page("/plans")
    assert "18/12/2025" in await world.page("/")
    assert "Sở Nông nghiệp" in await world.page("/organisations?q=so+nong+nghiep")
    assert "UBND tỉnh Sơn La" in await world.page("/organisations/vpub")
    found = await world.get("/org-units?q=sop cop")
    assert [each["unit_id"] for each in found["items"]] == ["sop-cop"]


async def test_an_act_said_twice_happens_once_and_an_old_version_is_turned_away(world: World) -> None:
    first = await world.post("/sessions", session_body(), expect=201)
    again = await world.post("/sessions", session_body(), expect=201)
    assert (again["version"], again["events"]) == (first["version"], [])
    key = {"idempotency-key": "appoint-1"}
    one = await world.web.post(f"/sessions/api/v1{AT}/secretary", json={"secretary_ref": "a"}, headers=world.headers(**key))
    two = await world.web.post(f"/sessions/api/v1{AT}/secretary", json={"secretary_ref": "a"}, headers=world.headers(**key))
    assert (one.status_code, two.status_code) == (200, 200)
    assert one.headers["etag"] == two.headers["etag"] == '"2"'
    old = await world.web.post(f"/sessions/api/v1{AT}/secretary", json={"secretary_ref": "b"}, headers=world.headers(**{"if-match": '"1"'}))
    assert old.status_code == 412


async def test_nobody_acts_on_the_session_of_an_organisation_out_of_reach(world: World) -> None:
    await world.post("/sessions", session_body())
    await world.post(f"{AT}/secretary", {"secretary_ref": "a"}, expect=403, org_id="snn", reach=Reach.OWN)
    await world.post(f"{AT}/secretary", {"secretary_ref": "a"}, expect=200, org_id="ubnd-tinh", reach=Reach.SUBTREE)
    await world.post(f"{AT}/secretary", {"secretary_ref": "b"}, expect=403, role="unit_head")


async def test_an_opinion_raised_live_is_followed_from_its_slip_even_before_intake_is_heard(world: World) -> None:
    await prepare_and_open(world)
    for opinion in ("live-1", "live-2"):
        await world.post(f"{AT}/slips", {"opinion_id": opinion})
    first = registered("live-1", target_session_id=None, raised_live=True, summary_redacted="Đề nghị làm cầu treo")
    await world.tell("intake", first, registered("live-2", target_session_id=None))
    await world.tell("intake", OpinionRoutedOutV1(opinion_id="live-2", route=Route.DENUNCIATION))
    read = await world.get(AT)
    assert [(line["opinion_id"], line["slip_no"], line["summary_redacted"]) for line in read["opinions"]] == [
        ("live-1", 1, "Đề nghị làm cầu treo")
    ]
    assert read["silenced"] == 1
    assert (await world.post(f"{AT}/slips", {"opinion_id": "live-2"}, expect=409))["slug"] == "opinion_off_the_list"
    assert (await world.post(f"{AT}/turns", {"slip_no": 2}, expect=409))["slug"] == "opinion_off_the_list"


async def test_an_opinion_not_raised_is_carried_over_to_another_session(world: World) -> None:
    other = "0198a000-0000-7000-8000-000000000002"
    await world.post("/sessions", session_body())
    await world.post("/sessions", session_body(session_id=other))
    await world.tell("intake", registered("o-1"))
    await world.post(f"/sessions/{other}/opinions", {"opinion_id": "o-1"}, expect=201)
    assert [line["summary_redacted"] for line in (await world.get(f"/sessions/{other}"))["opinions"]] == [
        "Đề nghị sửa cống thoát nước (o-1)"
    ]
    missing = await world.post("/sessions/nobody/opinions", {"opinion_id": "o-1"}, expect=409)
    assert missing["slug"] == "session_unknown"


async def test_who_took_over_from_an_ended_host_goes_on_with_its_session_and_nobody_beside_it(world: World) -> None:
    heir = {"org_id": "vp-moi", "reach": Reach.OWN}
    await world.post(
        "/org-units", {"unit_id": "vp-moi", "name": "Văn phòng mới", "class": "DEPARTMENT", "level": "PROVINCE", "parent_id": "ubnd-tinh"}
    )
    await world.post("/sessions", session_body())
    await world.post(f"{AT}/secretary", {"secretary_ref": "a"}, expect=403, **heir)
    await world.post("/org-units/vpub/close", {"valid_to": "2026-02-26", "successor_ids": ["vp-moi"]})
    await world.settle()
    await world.post(f"{AT}/secretary", {"secretary_ref": "a"}, expect=403, **heir)
    await world.move_to(START + timedelta(days=1))
    await world.post(f"{AT}/secretary", {"secretary_ref": "a"}, expect=200, **heir)
    await world.post(f"{AT}/secretary", {"secretary_ref": "b"}, expect=403, org_id="snn", reach=Reach.OWN)
