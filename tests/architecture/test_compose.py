"""deploy/compose.yaml names every process of every service, uses settings that exist, and holds no secret."""

import re
from functools import cache
from importlib import import_module
from typing import Any

import pytest
import yaml
from house import ROOT
from pydantic import SecretStr

from chassis.settings import ServiceSettings
from doithoai.containers.broker import configuration
from doithoai.containers.files import contents
from doithoai.places import SERVICES, shipped_agencies
from doithoai.rights import user_names
from doithoai.secrets_file import draw

DEPLOY = ROOT / "deploy"
PARTS = ("prepare", "web", "worker")
NOT_SETTINGS = {"AGENCIES", "POSTGRES_PASSWORD_FILE", "PGDATA", "GOMEMLIMIT"}
ONLY_PREPARE = ("migration_database_url", "operator_nats_password")
VARIABLE = re.compile(r"\$\{([A-Z_]+)")


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@cache
def composed() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text("compose.yaml"))
    return found


def settings_of(service: str) -> type[ServiceSettings]:
    found: type[ServiceSettings] = import_module(f"{service}.settings").Settings
    return found


def secret_fields(service: str) -> set[str]:
    return {
        name for name, field in settings_of(service).model_fields.items() if SecretStr in {field.annotation, *_choices(field.annotation)}
    }


def _choices(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__args__", ())


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("part", PARTS)
def test_every_service_is_prepared_and_has_a_web_process_and_a_worker(service: str, part: str) -> None:
    assert composed()["services"][f"{service}-{part}"]["image"].startswith(f"doithoai/{service}:")


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("part", PARTS)
def test_every_setting_that_is_set_exists(service: str, part: str) -> None:
    fields = settings_of(service).model_fields
    named = set(composed()["services"][f"{service}-{part}"]["environment"]) - NOT_SETTINGS
    assert all(name.startswith(f"{service.upper()}_") for name in named), "a setting of another service"
    own = {name.removeprefix(f"{service.upper()}_").lower() for name in named}
    assert {name for name in own if name not in fields and name.removesuffix("_file") not in fields} == set()


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("part", PARTS)
def test_secrets_are_files_that_the_process_was_given(service: str, part: str) -> None:
    process = composed()["services"][f"{service}-{part}"]
    plain = {name.removeprefix(f"{service.upper()}_").lower() for name in process["environment"] if not name.endswith("_FILE")}
    assert not plain & secret_fields(service)
    read = {value.removeprefix("/run/secrets/") for value in process["environment"].values() if value.startswith("/run/secrets/")}
    assert read == set(process["secrets"])


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("part", ["web", "worker"])
def test_a_running_process_holds_neither_the_owner_s_nor_the_operator_s_password(service: str, part: str) -> None:
    assert not [name for name in composed()["services"][f"{service}-{part}"]["secrets"] if name.endswith(ONLY_PREPARE)]


def test_every_secret_that_is_named_is_drawn_and_the_other_way_round() -> None:
    agencies = shipped_agencies()
    secrets = draw(user_names(agencies))
    drawn = contents(secrets.model_copy(update={"owners": secrets.databases}), agencies, "superuser")
    assert set(composed()["secrets"]) == {*drawn, "accounts"}
    assert all(entry["file"] == f"${{DOITHOAI_SECRETS:-./secrets}}/{name}" for name, entry in composed()["secrets"].items())


def test_no_secret_lies_in_the_repository() -> None:
    assert {"/deploy/.env", "/deploy/secrets/"} <= set((ROOT / ".gitignore").read_text(encoding="utf-8").split())
    assert not re.search(r"(?i)(password|key|token|secret)=\S", text("env.example").replace("DOITHOAI_SECRETS=./secrets", ""))


def test_every_variable_is_explained() -> None:
    explained = re.findall(r"^([A-Z_]+)=", text("env.example"), re.MULTILINE)
    assert set(explained) - {"COMPOSE_PROJECT_NAME"} == set(VARIABLE.findall(text("compose.yaml")))
    assert len(explained) == len(set(explained))


def test_defaults_in_the_example_are_the_defaults_of_the_file() -> None:
    defaults = dict(re.findall(r"\$\{([A-Z_]+):-([^}]*)\}", text("compose.yaml")))
    example = dict(re.findall(r"^([A-Z_]+)=(.*)$", text("env.example"), re.MULTILINE))
    assert {name: example[name] for name in defaults} == defaults


def test_every_process_is_limited_and_started_again() -> None:
    for name, process in composed()["services"].items():
        assert "mem_limit" in process, name
        assert process["restart"] == ("on-failure" if name.endswith("-prepare") else "unless-stopped"), name


def test_the_broker_s_configuration_is_up_to_date() -> None:
    assert text("nats/nats.conf") == configuration(shipped_agencies())


def test_the_proxy_and_the_databases_know_every_service() -> None:
    assert f"(?<named>{'|'.join(SERVICES)})" in text("proxy/nginx.conf")
    assert f"for service in {' '.join(SERVICES)}; do" in text("postgres/10-databases.sh")


def test_nothing_is_published_to_the_world_unless_asked() -> None:
    ports = [port for process in composed()["services"].values() for port in process.get("ports", [])]
    assert ports
    assert all("127.0.0.1" in port for port in ports)


def test_the_images_are_built_from_this_recipe_only() -> None:
    assert not list((ROOT / "services").rglob("Dockerfile*"))
