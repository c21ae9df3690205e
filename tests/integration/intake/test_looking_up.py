"""Asking how an opinion stands by its code: anybody may, nobody learns who spoke, guessing is too slow to pay."""

import re
from html import unescape

import sqlalchemy as sa
from intake_world import Register, World

from contracts.lookup_codes import lookup_code


async def code_of(world: World, opinion_id: str) -> str:
    await world.settle()
    code: str = (await world.get(f"/opinions/{opinion_id}"))["lookup_code"]
    return code


async def asked(world: World, code: str, *, expect: int = 200) -> str:
    answer = await world.web.get("/intake/look-up", params={"code": code}, headers={"accept": "text/html"})
    assert answer.status_code == expect, answer.text
    return unescape(answer.text)


async def test_whoever_has_the_code_sees_how_the_matter_stands_and_no_person(world: World, register: Register) -> None:
    await register(opinion_id="o-1", domain_code="LAND")
    code = await code_of(world, "o-1")
    assert re.fullmatch(r"DT-[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    for said in (code, code.lower().replace("-", " "), code[3:].replace("-", "")):
        shown = await asked(world, said)
        assert "Mới tiếp nhận" in shown
        assert "Đất đai" in shown
        assert "09/02/2026" in shown
        assert not any(word in shown for word in ("Giàng", "0912345678", "cống thoát nước"))


async def test_a_wrong_sign_and_an_unknown_code_are_said_apart_only_by_arithmetic(world: World, register: Register) -> None:
    await register(opinion_id="o-1")
    code = await code_of(world, "o-1")
    other = "2" if code[-1] != "2" else "3"
    assert "Mã chưa đúng" in await asked(world, code[:-1] + other, expect=404)
    assert "Không tìm thấy ý kiến nào" in await asked(world, lookup_code("nobody's"), expect=404)


async def test_a_denunciation_is_known_by_its_code_only_as_forwarded(world: World, register: Register) -> None:
    await register(opinion_id="o-1", domain_code="CONDUCT")
    code = await code_of(world, "o-1")
    await world.post("/opinions/o-1/route-out", {"route": "DENUNCIATION", "to_org_id": "org-9"})
    await world.settle()
    shown = await asked(world, code)
    assert "Đã chuyển đơn" in shown
    assert not any(word in shown for word in ("Tố cáo", "org-9", "Tác phong"))


async def test_software_asks_the_same_and_too_many_questions_are_turned_away(world: World, register: Register) -> None:
    await register(opinion_id="o-1")
    code = await code_of(world, "o-1")
    told = (await world.web.get(f"/intake/api/v1/look-up/{code}")).json()
    assert (told["code"], told["state"]) == (code, "REGISTERED")
    answers = [(await world.web.get(f"/intake/api/v1/look-up/{lookup_code(str(number))}")).status_code for number in range(25)]
    assert set(answers[:10]) == {404}
    assert answers[-1] == 429


async def test_two_opinions_never_share_a_code(world: World, register: Register) -> None:
    async with world.runtime.engine.begin() as connection:
        taken = {"code": lookup_code("o-2"), "opinion_id": "an older one"}
        await connection.execute(sa.text("INSERT INTO lookup_code (code, opinion_id) VALUES (:code, :opinion_id)"), taken)
    await register(opinion_id="o-2")
    assert await code_of(world, "o-2") == lookup_code("o-2", 1)
