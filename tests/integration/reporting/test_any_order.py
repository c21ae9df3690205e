"""Facts do not depend on which service was heard first, nor on how often a message came."""

import random
from datetime import UTC, date, datetime

import pytest
from reporting_story import (
    AGENCY,
    COMMUNE,
    answered,
    assigned,
    classified,
    closed,
    concluded,
    denounced,
    extended,
    invitation_sent,
    invited,
    opened,
    organisation,
    paper,
    referred,
    registered,
    replied,
    scheduled,
)
from reporting_world import Said, World, service_of

from contracts import duties, followup, intake, notify, sessions
from contracts.envelope import PublicEvent
from contracts.vocabulary import Channel, DeadlineLevel, Disposition, DutyKind, Outcome, TargetKind, Timeliness

HELD = date(2026, 3, 18)


def story() -> list[PublicEvent]:
    """One session from its schedule to its last reply, as it happened."""
    return [
        organisation(COMMUNE, "UBND xã Mường Bú"),
        organisation(AGENCY, "Phòng Kinh tế xã Mường Bú"),
        scheduled("phien-1", HELD),
        registered("yk-1"),
        registered("yk-2"),
        registered("yk-3"),
        registered("yk-4"),
        classified("yk-2"),
        intake.OpinionMergedV1(survivor_id="yk-1", merged_ids=("yk-2",), reason="Cùng nội dung."),
        denounced("yk-4"),
        invited("gm-1", "phien-1"),
        invitation_sent("gm-1", "phien-1", date(2026, 3, 10)),
        notify.InvitationLateV1(invitation_id="gm-1", session_id="phien-1", limit_on=date(2026, 3, 9), sent_on=date(2026, 3, 10)),
        concluded("phien-1", HELD, assigned("yk-1"), assigned("yk-2"), answered("yk-3")),
        duties.DutyOpenedV1(
            duty_id="nv-1", session_id="phien-1", kind=DutyKind.CONCLUSION_NOTICE, owner_org_id=COMMUNE, anchor_on=HELD, due_on=HELD
        ),
        opened("vv-1", "yk-1", HELD, date(2026, 4, 8)),
        opened("vv-2", "yk-2", HELD, date(2026, 4, 8)),
        sessions.ConclusionNoticeIssuedV1(session_id="phien-1", doc=paper("41", "TB-UBND", date(2026, 3, 24))),
        duties.DutyFulfilledV1(
            duty_id="nv-1",
            session_id="phien-1",
            kind=DutyKind.CONCLUSION_NOTICE,
            fulfilled_on=date(2026, 3, 24),
            timeliness=Timeliness.ON_TIME,
            working_days_late=0,
        ),
        followup.DeadlineApproachingV1(target_id="vv-1", case_id="vv-1", level=DeadlineLevel.D5, due_on=date(2026, 4, 8)),
        notify.ReminderSentV1(
            notice_id="tb-1",
            target_kind=TargetKind.CASE,
            target_id="vv-1",
            level=DeadlineLevel.D5,
            channel=Channel.EMAIL,
            sent_at=datetime(2026, 4, 1, 1, tzinfo=UTC),
        ),
        extended("vv-2", date(2026, 4, 20)),
        replied("vv-1", "yk-1", date(2026, 4, 7)),
        closed("vv-1", date(2026, 4, 8)),
        referred("vv-2", date(2026, 4, 10)),
        replied("vv-2", "yk-2", date(2026, 4, 17), Outcome.REFERRED),
    ]


def interleaved(messages: list[Said], chance: random.Random) -> list[Said]:
    """Each source in its own order, the sources in any, with messages coming again."""
    queues: dict[str, list[Said]] = {}
    for message in messages:
        queues.setdefault(service_of(message), []).append(message)
    heard: list[Said] = []
    while queues:
        service = chance.choice(sorted(queues))
        heard.append(queues[service].pop(0))
        if not queues[service]:
            del queues[service]
        if chance.random() < 0.3:
            heard.append(chance.choice(heard))
    return heard


async def test_the_same_facts_come_of_every_order(world: World) -> None:
    messages = [world.logs.write(event) for event in story()]
    await world.hear(messages)
    expected = await world.tables()
    for seed in range(6):
        await world.forget()
        chance = random.Random(seed)
        await world.hear(interleaved(messages, chance), size=chance.choice([1, 3, 100]))
        assert await world.tables() == expected, f"seed {seed}"


async def test_the_whole_story_in_figures(world: World) -> None:
    await world.tell(*story())
    figures = await world.figures()
    wanted = {
        "sessions": 1,
        "opinions": 4,
        "opinions-answered": 3,
        "opinions-resolved": 2,
        "opinions-answered-on-spot": 1,
        "opinions-routed-out": 1,
        "opinions-denunciations": 1,
        "opinions-beyond-authority": 1,
        "cases": 2,
        "cases-on-time": 2,
        "cases-extended": 1,
        "cases-beyond-authority": 1,
        "cases-open": 0,
        "duties-late": 0,
    }
    assert {name: figures[name] for name in wanted} == wanted


async def test_as_22_of_a_denunciation_only_the_count_remains(world: World) -> None:
    await world.tell(registered("yk-4", source_ref="mật"), classified("yk-4"), denounced("yk-4"))
    explained = await world.get("/figures/opinions-routed-out/explain")
    assert (explained["value"], explained["hidden"], explained["rows"]) == (1, 1, [])
    rows = (await world.tables())["opinion_fact"]
    assert "LAND" not in str(rows) and "ENVIRONMENT" not in str(rows) and "CITIZEN" not in str(rows)
    [event] = (await world.tables())["fact_event"]
    assert "routed-out" in str(event)
    page = await world.page("/figures/opinions")
    assert "yk-4" not in page and "chỉ được đếm, không liệt kê" in page


@pytest.mark.parametrize("outcome", [Outcome.EXPLAINED, Outcome.IN_PLAN, Outcome.REFUSED_WITH_REASON])
async def test_an_answer_that_resolves_nothing_is_answered_and_not_resolved(world: World, outcome: Outcome) -> None:
    await world.tell(
        registered("yk-1"),
        concluded("phien-1", HELD, assigned("yk-1")),
        opened("vv-1", "yk-1", HELD, date(2026, 4, 8)),
        replied("vv-1", "yk-1", date(2026, 4, 7), outcome),
    )
    figures = await world.figures()
    assert (figures["opinions-answered"], figures["opinions-resolved"]) == (1, 0)


async def test_an_opinion_carried_over_counts_once_under_its_last_session(world: World) -> None:
    not_raised = sessions.SessionOpinion(opinion_id="yk-1", disposition=Disposition.NOT_RAISED)
    await world.tell(registered("yk-1"), concluded("phien-2", date(2026, 4, 2), answered("yk-1")), concluded("phien-1", HELD, not_raised))
    figures = await world.figures()
    assert (figures["opinions"], figures["opinions-answered-on-spot"], figures["sessions"]) == (1, 1, 2)
