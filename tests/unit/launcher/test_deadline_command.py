"""`doithoai deadline` gives the dates of the acceptance scenarios, with the explanation."""

import json

import pytest
from typer.testing import CliRunner

from doithoai import exits
from doithoai.command import app

SCENARIOS = [
    ("2026-02-11", "conclusion", "2026-02-25"),
    ("2026-02-11", "ordinary", "2026-03-11"),
    ("2026-02-11", "complex", "2026-04-01"),
    ("2025-12-18", "conclusion", "2025-12-25"),
    ("2025-12-18", "ordinary", "2026-01-10"),
    ("2025-12-18", "complex", "2026-01-30"),
    ("2026-04-22", "ordinary", "2026-05-18"),
    ("2026-11-20", "ordinary", "2026-12-14"),
    ("2026-02-26", "invitation", "2026-02-10"),
    ("2026-02-26", "invitation-target", "2026-02-09"),
    ("2026-06-20", "report-before", "2026-06-19"),
    ("2025-12-15", "report-before", "2025-12-12"),
    ("2026-12-15", "report-before", "2026-12-14"),
]


def told(*arguments: str) -> dict[str, object]:
    done = CliRunner().invoke(app, ["deadline", *arguments, "--json"])
    assert done.exit_code == 0, done.output
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize(("held_on", "kind", "due_on"), SCENARIOS)
def test_a_duty_is_due_on_the_day_of_the_scenario(held_on: str, kind: str, due_on: str) -> None:
    assert told("--held-on", held_on, "--class", kind)["due_on"] == due_on


def test_the_explanation_counts_every_day() -> None:
    answer = told("--held-on", "2026-02-11", "--class", "ordinary")
    days = answer["days"]
    assert isinstance(days, list)
    assert [day["counted_as"] for day in days if day["counted_as"]] == list(range(1, 16))
    assert days[-1]["date"] == "2026-03-11"
    assert any("Tết" in line for line in answer["explanation"])  # type: ignore[attr-defined]


def test_a_day_off_that_was_never_ordered_can_be_left_out() -> None:
    assert told("--held-on", "2026-11-20", "--confirmed-only")["due_on"] == "2026-12-11"


def test_a_report_says_when_its_data_are_cut_off() -> None:
    assert told("--held-on", "2026-12-15", "--class", "report-before")["data_cut_off_on"] == "2026-12-07"


def test_history_before_any_rule_pack_has_no_limit() -> None:
    answer = told("--held-on", "2019-05-10", "--class", "ordinary")
    assert answer["due_on"] is None


def test_a_date_beyond_the_calendar_is_refused() -> None:
    done = CliRunner().invoke(app, ["deadline", "--held-on", "2027-12-20", "--class", "ordinary", "--json"])
    assert done.exit_code == 1


def test_a_wrong_date_is_wrong_use() -> None:
    assert CliRunner().invoke(app, ["deadline", "--held-on", "11/02/2026"]).exit_code == 2


def test_a_province_without_a_rule_pack_is_said_to_have_none() -> None:
    [said] = told("--held-on", "2026-02-11", "--province", "99")["explanation"]  # type: ignore[misc]
    assert said == "Chưa có bộ quy tắc nào cho tỉnh mã 99; đã có cho tỉnh mã 12, 14."
    wrong = CliRunner().invoke(app, ["deadline", "--held-on", "2026-02-11", "--province", "Sơn La"])
    assert wrong.exit_code == exits.USAGE
