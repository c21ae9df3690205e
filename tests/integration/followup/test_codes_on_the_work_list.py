"""A person reads the code of an opinion over the telephone; the officer types it and stands on its case."""

from followup_cases import at, day
from followup_world import CASE, HOST, OPINION, World, concluded

from contracts.intake import OpinionRegisteredV1
from contracts.lookup_codes import lookup_code
from contracts.vocabulary import Audience, OpinionChannel, OpinionKind, SubmitterKind


async def test_the_code_of_an_opinion_leads_to_its_case_however_it_is_written(world: World) -> None:
    code = lookup_code(OPINION)
    opinion = OpinionRegisteredV1(
        opinion_id=OPINION,
        channel=OpinionChannel.IN_PERSON,
        received_at=at(day("2026-02-01")),
        received_by_org_id=HOST,
        submitter_kind=SubmitterKind.CITIZEN,
        audience=Audience.PEOPLE,
        kind=OpinionKind.RECOMMENDATION,
        summary_redacted="Đề nghị sửa đường vào bản.",
        lookup_code=code,
    )
    await world.tell("intake", opinion)
    await world.tell("sessions", concluded())
    for typed in (code, code.lower().replace("-", " ")):
        answer = await world.web.get("/followup/cases", params={"code": typed}, headers=world.headers(accept="text/html"))
        assert (answer.status_code, answer.headers.get("location")) == (303, f"/followup/cases/{CASE}")
    assert code in await world.page(f"/cases/{CASE}")
    assert "Không có vụ việc nào" in await world.page("/cases?code=DT-0000-0000")
