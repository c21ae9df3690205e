"""A filter that nobody knows is refused: a list that shows nothing for a misspelt state would say that nothing waits."""

import pytest
from followup_world import World, concluded


@pytest.mark.parametrize(
    "path", ["/cases?state=CLOSD", "/cases?sort=size", "/work-list?kind=REPLY", "/cases?state=CLOSED%0a", "/cases?state=OPEN|CLOSED"]
)
async def test_a_misspelt_filter_is_told_to_a_program(world: World, path: str) -> None:
    answer = await world.web.get(f"/followup/api/v1{path}", headers=world.headers())
    assert (answer.status_code, answer.json()["slug"]) == (422, "invalid_fields")
    assert [each["field"] for each in answer.json()["errors"]] == [path.split("?")[1].split("=", maxsplit=1)[0]]


@pytest.mark.parametrize(
    "path", ["/cases?state=CLOSD", "/cases?sort=size", "/duties?kind=REPLY", "/duties?role=king", "/work?state=CLOSED"]
)
async def test_a_misspelt_filter_of_a_page_is_told_in_words(world: World, path: str) -> None:
    page = await world.web.get(f"/followup{path}", headers={**world.headers(), "accept": "text/html"})
    assert page.status_code == 422
    assert "<h1>" in page.text


async def test_an_empty_filter_as_a_form_sends_it_is_none(world: World) -> None:
    await world.tell("sessions", concluded())
    everything = (await world.get("/cases"))["total"]
    assert everything > 0
    assert (await world.get("/cases?state=&sort="))["total"] == everything
    assert "Danh sách vụ việc" in await world.page("/cases?q=&agency=&state=&session_id=&sort=&overdue=&code=")
