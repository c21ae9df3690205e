from sessions_world import World, session_body

from contracts.intake import OpinionScheduledV1

SESSION = str(session_body()["session_id"])


async def test_an_opinion_the_office_schedules_in_intake_stands_on_the_list_of_the_session(world: World) -> None:
    await world.post("/sessions", session_body())
    await world.tell(
        "intake",
        OpinionScheduledV1(opinion_id="o-1", session_id=SESSION),
        OpinionScheduledV1(opinion_id="o-1", session_id=SESSION),
    )
    await world.settle()
    listed = [recorded.event.opinion_id for recorded in await world.log() if type(recorded.event).__name__ == "OpinionScheduled"]
    assert listed == ["o-1"]
