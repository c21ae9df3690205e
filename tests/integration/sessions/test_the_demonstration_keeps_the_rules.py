"""The acts the demonstration asks of sessions are allowed to the roles that ask them, in the order in which they are asked."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast, get_args

import pytest
from sessions_world import World

from chassis.identity.actor import Reach
from doithoai.demo_acts import IssuePlan
from doithoai.demo_offices import Offices
from doithoai.demo_play_sessions import SessionsAct, play_sessions, register_unit
from doithoai.demo_sessions import session
from doithoai.demo_stage import DIALOGUES, Stage
from doithoai.sample.reading import organisations, plans


class Counter:
    """The counter of an office, in this process."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def post(self, path: str, body: Any, *, key: str, role: str, org_id: str | None = None) -> Any:
        headers = self.world.headers(role=role, org_id=org_id or "vpub", reach=Reach.EVERYWHERE, **{"idempotency-key": key[:200]})
        answer = await self.world.web.post(path, json=body, headers=headers)
        assert answer.is_success, f"{role} {path}: {answer.text}"
        return answer.json()


async def test_a_dialogue_of_the_demonstration_is_planned_held_and_followed_by_its_papers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    offices = cast("Offices", Counter(world))
    stage = Stage(offices, cast("Any", None), b"", datetime(2026, 2, 26, 2, tzinfo=UTC))
    for unit in organisations():
        await register_unit(offices, unit)
    for plan in plans():
        await play_sessions(stage, IssuePlan(plan["plan_id"]))
    wanted = (each for each in DIALOGUES.values() if each.level == "COMMUNE" and "PEOPLE" in each.audience and len(each.opinions) > 2)
    dialogue = replace(min(wanted, key=lambda each: each.id), held_on=date(2026, 3, 19))  # in the time of this test
    monkeypatch.setitem(DIALOGUES, dialogue.id, dialogue)
    monkeypatch.setattr("doithoai.demo_sessions.OVERRIDDEN", frozenset({dialogue.id}))
    stage.book.opinions.update({opinion.key: f"opinion-{opinion.key}" for opinion in dialogue.opinions})
    for dated in sorted(session(dialogue, 1), key=lambda each: (each.at, each.rank)):
        stage.now = dated.at
        await world.move_to(max(dated.at, world.runtime.clock.now()))
        if isinstance(dated.act, get_args(SessionsAct)):
            await play_sessions(stage, dated.act)
    [row] = (await world.get("/sessions"))["items"]
    assert row["status"] in ("REPORTED", "CONCLUSION_ISSUED")
    assert (row["registered"], row["raised"]) == (len(dialogue.opinions), len(dialogue.opinions))
    assert any(turn["overridden_by_chair"] for turn in (await world.get(f"/sessions/{row['session_id']}"))["turns"])
