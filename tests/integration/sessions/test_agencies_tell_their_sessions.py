from datetime import UTC, date, datetime
from typing import Any

import orjson
from sessions_world import World, session_body

from contracts.agencies import SessionConcludedInV1, SessionOpinionIn
from contracts.sessions import SessionTotals
from contracts.vocabulary import Audience, Disposition, Form, Level, Regime

NONE = SessionTotals(registered=0, raised=0, answered_on_spot=0, assigned=0, beyond_authority=0, rejected=0, routed_out=0)


def concluded(ref: str = "hn-01", **fields: Any) -> SessionConcludedInV1:
    held_on = fields.pop("held_on", date(2025, 6, 30))
    given: dict[str, Any] = {
        "session_ref": ref,
        "held_from": held_on,
        "held_on": held_on,
        "concluded_at": datetime(held_on.year, held_on.month, held_on.day, 4, tzinfo=UTC),
        "plan_year": held_on.year,
        "level": Level.DISTRICT,
        "regime": Regime.PERIODIC,
        "audience": (Audience.PEOPLE,),
        "form": Form.CONFERENCE,
        "host_org_id": "sop-cop",
        "totals": NONE.model_copy(update={"registered": 1, "raised": 1, "assigned": 1}),
        "opinions": (SessionOpinionIn(opinion_id="unknown-here", disposition=Disposition.ASSIGNED, assigned_agency_id="snn"),),
    }
    return SessionConcludedInV1(**{**given, **fields})


async def test_a_concluded_session_is_taken_over_and_told_to_everybody_with_its_cause(world: World) -> None:
    [message] = await world.send("sop-cop", concluded())
    receipt = orjson.loads(await world.receipt("sop-cop", message))
    assert receipt["status"] == "accepted"
    [event] = [recorded for recorded in await world.log() if type(recorded.event).__name__ == "SessionConcluded"]
    assert (event.event.session_id, event.meta.causation) == (receipt["our_id"], message)
    told = {subject.split(".")[4]: orjson.loads(body) for subject, body in await world.published()}
    assert told["session-concluded"]["opinions"][0]["opinion_id"] == "unknown-here"
    assert told["session-concluded"]["reporting_year"] == 2025
    assert (await world.get(f"/sessions/{receipt['our_id']}"))["by_agency"] == "sop-cop"


async def test_the_same_session_told_again_changes_nothing(world: World) -> None:
    messages = await world.send("sop-cop", concluded(), concluded())
    receipts = [orjson.loads(await world.receipt("sop-cop", message)) for message in messages]
    assert {(receipt["status"], receipt["our_id"]) for receipt in receipts} == {("accepted", receipts[0]["our_id"])}
    assert sum(type(recorded.event).__name__ == "SessionConcluded" for recorded in await world.log()) == 1


async def test_a_district_session_after_the_districts_ended_is_refused_and_kept_for_review(world: World) -> None:
    after = await world.send("sop-cop", concluded("hn-02", held_on=date(2025, 7, 1)), concluded("hn-03"))
    receipts = [orjson.loads(await world.receipt("sop-cop", message)) for message in after]
    assert [receipt["status"] for receipt in receipts] == ["refused", "accepted"]
    assert receipts[0]["slugs"] == ["district_level_ended"]
    assert "30/6/2025" in receipts[0]["message_vi"]
    review = await world.get("/sessions/refused")
    assert [(each["level"], each["held_on"], each["slugs"]) for each in review["items"]] == [
        ("DISTRICT", "2025-07-01", ["district_level_ended"])
    ]
    assert not [subject for subject, body in await world.published() if b"2025-07-01" in body]


async def test_every_fault_is_named_at_once(world: World) -> None:
    wrong = concluded(
        "hn-04",
        held_on=date(2026, 3, 30),
        totals=NONE,
        host_org_id="vpub",
        opinions=(SessionOpinionIn(opinion_id="a", disposition=Disposition.ASSIGNED, assigned_agency_id="nobody"),) * 2,
    )
    [message] = await world.send("sop-cop", wrong)
    receipt = orjson.loads(await world.receipt("sop-cop", message))
    assert set(receipt["slugs"]) == {
        "agency_speaks_for_another",
        "in_the_future",
        "district_level_ended",
        "agency_unknown",
        "opinion_listed_twice",
        "totals_inconsistent",
    }


async def test_an_organisation_above_speaks_for_those_below_it(world: World) -> None:
    [message] = await world.send("son-la", concluded(level=Level.PROVINCE, host_org_id="snn"))
    assert orjson.loads(await world.receipt("son-la", message))["status"] == "accepted"


async def test_a_session_scheduled_here_may_be_concluded_by_the_hosts_own_system(world: World) -> None:
    await world.post("/sessions", session_body(host_org_id="snn"))
    session_id = session_body()["session_id"]
    told = concluded(session_id=session_id, host_org_id="snn", level=Level.PROVINCE, held_on=date(2026, 2, 26))
    [message] = await world.send("son-la", told)
    assert orjson.loads(await world.receipt("son-la", message))["our_id"] == session_id
    read = await world.get(f"/sessions/{session_id}")
    assert (read["status"], read["venue"], read["by_agency"]) == ("CONCLUDED", "Hội trường Văn phòng UBND tỉnh", "son-la")
    refused = await world.post(f"/sessions/{session_id}/secretary", {"secretary_ref": "a"}, expect=409)
    assert refused["slug"] == "session_not_before_opening"
