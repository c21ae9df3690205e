"""Every reason to say no is shown by at least one sentence of these tests."""

from pathlib import Path

from sessions.refusals import REFUSALS, sentences

TESTS = Path(__file__).parents[2]
FOLDERS = (TESTS / "unit" / "sessions", TESTS / "integration" / "sessions")
WRITTEN = "".join(path.read_text(encoding="utf-8") for folder in FOLDERS for path in folder.glob("test_*.py") if path != Path(__file__))


def test_every_refusal_is_the_outcome_of_a_test() -> None:
    assert {slug for slug in REFUSALS if f'"{slug}"' not in WRITTEN} == set()


def test_a_receipt_says_every_reason_in_words() -> None:
    said = sentences(("org_unknown", "totals_inconsistent"))
    assert said == "Cơ quan, đơn vị … không có trong danh mục. Số liệu tổng hợp không khớp với danh sách ý kiến."
