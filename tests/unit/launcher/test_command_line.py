"""The command line as scripts meet it: help everywhere, exit codes as documented."""

from pathlib import Path

import httpx2
import pytest
import typer
from typer.testing import CliRunner

from doithoai import exits
from doithoai.attach import taken
from doithoai.command import PLACES, app

NEEDS_A_SYSTEM = (["down"], ["status"], ["verify"], ["republish"], ["parked", "list"], ["token", "--role", "secretary"], ["report"])


@pytest.mark.parametrize("name", PLACES)
def test_every_command_explains_itself(name: str) -> None:
    done = CliRunner().invoke(app, [name, "--help"])
    assert done.exit_code == exits.OK, done.output
    assert "--help" in done.output
    assert "--install-completion" not in done.output


@pytest.mark.parametrize("command", NEEDS_A_SYSTEM)
def test_without_a_running_system_the_exit_code_is_three(command: list[str]) -> None:
    done = CliRunner().invoke(app, [*command, "--name", "nobody-started-this"])
    assert done.exit_code == exits.NOT_RUNNING


def test_a_list_goes_nowhere_without_its_organisation_or_a_system(tmp_path: Path) -> None:
    file = tmp_path / "danh-sach.csv"
    file.write_text("Nội dung\nĐường hỏng\n", encoding="utf-8")
    assert CliRunner().invoke(app, ["import", str(file)]).exit_code == exits.USAGE
    assert CliRunner().invoke(app, ["import", str(tmp_path / "none.xlsx"), "--org", "o"]).exit_code == exits.USAGE
    asked = ["import", str(file), "--org", "o", "--preview", "--json", "--name", "nobody-started-this"]
    assert CliRunner().invoke(app, asked).exit_code == exits.NOT_RUNNING


def test_an_unknown_command_is_wrong_use() -> None:
    assert CliRunner().invoke(app, ["sing"]).exit_code == exits.USAGE


def test_a_name_may_not_leave_its_folder() -> None:
    assert CliRunner().invoke(app, ["status", "--name", "../elsewhere"]).exit_code == exits.USAGE


def test_a_token_for_a_role_nobody_holds_is_not_made() -> None:
    done = CliRunner().invoke(app, ["token", "--role", "clerk"])
    assert done.exit_code == exits.USAGE
    assert "no such role: clerk. Roles: administrator, " in done.output


def test_a_refused_call_names_each_field_that_was_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    problem = {"slug": "invalid_fields", "detail": "Có thông tin chưa đúng.", "errors": [{"field": "csv", "message": "Thiếu cột date."}]}
    with pytest.raises(typer.Exit):
        taken(httpx2.Response(422, json=problem))
    assert "csv: Thiếu cột date." in "".join(capsys.readouterr())
