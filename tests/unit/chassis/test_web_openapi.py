"""A programmer of another office can learn from the service itself what its API takes and answers."""

from typing import Any

from web_client import visiting


async def described() -> dict[str, Any]:
    async with visiting() as client:
        schema: dict[str, Any] = (await client.get("/example/api/v1/openapi.json")).json()
        again = (await client.get("/example/api/v1/openapi.json")).json()
    assert schema == again
    return schema


async def test_only_the_api_is_described_and_below_its_own_address() -> None:
    schema = await described()
    assert {path.split("/")[1] for path in schema["paths"]} == {"api"}
    assert schema["servers"] == [{"url": "/example"}]


async def test_each_operation_says_who_may_ask_and_how_it_says_no() -> None:
    post = (await described())["paths"]["/api/v1/things"]["post"]
    assert post["x-permission"] == ["thing.write"]
    assert post["security"] == [{"bearer": []}]
    assert "422" not in post["responses"]
    assert "application/problem+json" in post["responses"]["default"]["content"]
    assert "Idempotency-Key" in {each["name"] for each in post["parameters"]}
