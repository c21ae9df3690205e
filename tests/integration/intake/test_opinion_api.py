"""The office's day: register, read, classify, merge, end; on a real database and a real broker."""

import orjson
from intake_world import Register, World


async def test_a_registered_opinion_is_listed_read_and_published_without_its_person(world: World, register: Register) -> None:
    answer = await register(opinion_id="o-1")
    assert answer["acknowledge_by"] == "2026-03-02"
    await world.settle()
    listed = await world.get("/opinions?q=thoat nuoc")
    assert listed["total"] == 1
    assert listed["opinions"][0]["summary"] == "Đề nghị sửa cống thoát nước ở bản Sốp Nặm"
    assert (await world.get("/opinions/o-1"))["state"] == "REGISTERED"
    ((subject, body),) = await world.published()
    assert subject == "evt.son-la.intake.opinion.opinion-registered.v1"
    assert "Giàng" not in body.decode()
    assert orjson.loads(body)["submitter"]["name"]["subject"] == answer["submitter_ref"]
