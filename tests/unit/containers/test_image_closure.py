"""Images hold what a service needs: no test, bench or embedded server package, nothing of another service."""

import pytest

from doithoai.containers.broker import configuration, passwords, variable
from doithoai.images.bundle import STAND_INS, folders, layers
from doithoai.images.closure import Locked, closure, entries, own_packages
from doithoai.places import SERVICES
from doithoai.rights import user_names

LOCK = """
apple==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
    # via doithoai-one
bee==2.0 ; sys_platform == 'linux' \\
    --hash=sha256:bb
    # via
    #   apple
    #   pytest
pytest==3.0 \\
    --hash=sha256:cc
"""
KEPT_OUT = {
    "pytest",
    "hypothesis",
    "mypy",
    "ruff",
    "docker",
    "testcontainers",
    "eventsourcing",
    "psutil",
    "aiosmtpd",
    "playwright",
    *STAND_INS,
}


@pytest.fixture(scope="module")
def found() -> dict[str, list[Locked]]:
    return layers()


def test_an_entry_keeps_its_hashes_and_knows_who_wants_it() -> None:
    apple, bee, _ = entries(LOCK)
    assert apple.text.splitlines() == ["apple==1.0 \\", "    --hash=sha256:aa \\", "    --hash=sha256:ab"]
    assert bee.pin == "bee==2.0 ; sys_platform == 'linux'"
    assert bee.wanted_by == {"apple", "pytest"}


def test_what_is_needed_through_others_is_needed() -> None:
    assert [one.name for one in closure(entries(LOCK), ["doithoai-one"])] == ["apple", "bee"]
    assert closure(entries(LOCK), ["doithoai-two"]) == []


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_needs_the_chassis_and_the_contracts_and_no_other_service(service: str) -> None:
    assert own_packages(folders(), f"doithoai-{service}") == {f"doithoai-{service}", "doithoai-chassis", "doithoai-contracts"}


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_holds_no_test_bench_or_server_package(service: str, found: dict[str, list[Locked]]) -> None:
    names = {one.name for one in (*found["shared"], *found[service])}
    assert {"fastapi", "asyncpg", "nats-py", "sqlmodel"} <= names
    assert not names & KEPT_OUT


def test_what_all_services_need_is_one_layer(found: dict[str, list[Locked]]) -> None:
    shared = {one.name for one in found["shared"]}
    assert all(not shared & {one.name for one in found[service]} for service in SERVICES)
    assert {one.name for one in found["notify"]} == {"aiosmtplib"}


def test_every_user_of_the_broker_has_a_password_of_its_own() -> None:
    agencies = ("so-a", "xa-b")
    drawn = {user: f"secret of {user}" for user in user_names(agencies)}
    told, users = passwords(drawn, agencies), configuration(agencies)
    for user in user_names(agencies):
        assert f'{variable(user)}: "secret of {user}"\n' in told
        assert f'{{ user: "{user}", password: ${variable(user)}, permissions: {{' in users
    assert "secret of" not in users
