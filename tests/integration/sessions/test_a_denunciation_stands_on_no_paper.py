"""AS-22 on paper: a denunciation raised live is in no document, page or message of its session; only its count remains."""

from sessions_world import START, World, session_body
from sheets import word_text

from contracts.intake import OpinionRegisteredV1, OpinionRoutedOutV1
from contracts.vocabulary import Audience, OpinionChannel, OpinionKind, Route, SubmitterKind

SESSION = "0198a000-0000-7000-8000-000000000001"
AT = f"/sessions/{SESSION}"
SAID = {"o-1": "Đề nghị sửa cống thoát nước", "o-2": "Tố cáo cán bộ nhận tiền"}


def registered(opinion_id: str) -> OpinionRegisteredV1:
    return OpinionRegisteredV1(
        opinion_id=opinion_id,
        channel=OpinionChannel.AT_SESSION,
        received_at=START,
        received_by_org_id="vpub",
        submitter_kind=SubmitterKind.CITIZEN,
        audience=Audience.PEOPLE,
        kind=OpinionKind.REFLECTION,
        summary_redacted=SAID[opinion_id],
        target_session_id=SESSION,
        raised_live=True,
    )


async def test_as_22_minutes_notices_pages_and_messages_are_silent_about_a_denunciation_and_count_it(world: World) -> None:
    await world.post("/sessions", session_body())
    await world.post(f"{AT}/secretary", {"secretary_ref": "account-2"})
    await world.post(f"{AT}/open", {"chaired_by_role": "chairperson", "attendance": {"people": 40, "staff": 5}})
    await world.post(f"{AT}/steps", {"step": "PURPOSE"})
    for opinion_id in SAID:
        await world.tell("intake", registered(opinion_id))
        await world.post(f"{AT}/slips", {"opinion_id": opinion_id})
    for slip_no in (1, 2):
        await world.post(f"{AT}/turns", {"slip_no": slip_no})
    await world.tell("intake", OpinionRoutedOutV1(opinion_id="o-2", route=Route.DENUNCIATION))
    await world.post(f"{AT}/assignments", {"opinion_id": "o-1", "assigned_agency_id": "snn", "complexity": "ORDINARY"})
    await world.post(f"{AT}/steps", {"step": "CONCLUSION"})
    await world.post(f"{AT}/minutes", {"minutes_doc": {"symbol": "BB-VPUB"}})
    await world.post(f"{AT}/conclude")
    await world.settle()
    for sort in ("minutes", "conclusion-notice", "result-notice"):
        answer = await world.web.get(f"/sessions/api/v1{AT}/papers/{sort}.docx", headers=world.headers())
        assert answer.status_code == 200, answer.text
        told = word_text(answer.content)
        assert SAID["o-1"] in told, sort
        assert SAID["o-2"] not in told and "o-2" not in told, sort
    page = await world.page(AT)
    assert SAID["o-1"] in page
    assert SAID["o-2"] not in page
    read = await world.get(AT)
    assert (read["silenced"], [line["opinion_id"] for line in read["opinions"]]) == (1, ["o-1"])
    concluded = [body.decode() for subject, body in await world.published() if ".session-concluded." in subject]
    assert len(concluded) == 1
    assert '"routed_out":1' in concluded[0]
    assert "o-2" not in concluded[0]
