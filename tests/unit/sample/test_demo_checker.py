"""The checker sees what is missing and what is there twice."""

from doithoai.demo_checker import compare


def findings(acknowledged: list[str], logged: list[str], counted: int) -> tuple[int, int]:
    checked = compare("opinions", acknowledged, logged, counted)
    return len(checked.lost), len(checked.doubled)


def test_what_is_acknowledged_logged_and_counted_once_is_in_order() -> None:
    assert findings(["a", "b"], ["a", "b"], 2) == (0, 0)


def test_an_acknowledged_id_that_is_not_in_the_log_is_lost() -> None:
    assert findings(["a", "b"], ["a"], 1) == (1, 0)


def test_an_id_that_is_in_the_log_twice_is_doubled() -> None:
    assert findings(["a"], ["a", "a"], 1) == (0, 1)


def test_what_reporting_did_not_count_is_lost() -> None:
    assert findings(["a", "b", "c"], ["a", "b", "c"], 1) == (2, 0)


def test_what_reporting_counted_too_often_is_doubled() -> None:
    assert findings(["a"], ["a"], 3) == (0, 2)
