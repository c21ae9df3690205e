"""What is routed out goes with a slip in the prescribed form, opened for those who may; a denunciation with none."""

from intake_world import Register, World
from sheets import pdf_text, word_text, words

AT = "/intake/api/v1/opinions/o-1/routing-slip"


async def fetch(world: World, path: str, *, role: str | None = "dialogue_office") -> tuple[int, bytes]:
    answer = await world.web.get(path, headers=world.headers(role) if role else {})
    return answer.status_code, answer.content


async def test_a_complaint_goes_on_with_its_words_and_its_name(world: World, register: Register) -> None:
    await register(opinion_id="o-1")
    await world.settle()
    assert (await fetch(world, f"{AT}.docx"))[0] == 404
    await world.post("/opinions/o-1/route-out", {"route": "COMPLAINT", "to_org_id": "org-9"})
    await world.settle()
    status, made = await fetch(world, f"{AT}.docx")
    assert status == 200
    said = word_text(made)
    assert "PHIẾU CHUYỂN" in said
    assert "pháp luật về khiếu nại" in said
    assert "Người có ý kiến: Giàng A Dơ." in said
    status, printed = await fetch(world, f"{AT}.pdf")
    assert (status, words(pdf_text(printed))) == (200, words(said))
    shown = await world.web.get("/intake/opinions/o-1/routing-slip.pdf", headers=world.headers())
    assert shown.status_code == 200
    assert (await fetch(world, f"{AT}.docx", role="propaganda_mobilisation_board"))[0] == 403
    assert (await fetch(world, f"{AT}.docx", role=None))[0] in {401, 403}


async def test_of_a_denunciation_there_is_no_slip(world: World, register: Register) -> None:
    await register(opinion_id="o-1")
    await world.post("/opinions/o-1/route-out", {"route": "DENUNCIATION", "to_org_id": "org-9"})
    await world.settle()
    assert (await fetch(world, f"{AT}.docx"))[0] == 404
