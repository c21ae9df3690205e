"""The chassis knows no word of the subject: what it can do, it can do for any service."""

import re

import pytest
from house import ROOT, modules_of, place

CHASSIS = ROOT / "services" / "chassis" / "src" / "chassis"
NOUNS = (
    "opinion",
    "submitter",
    "dialogue",
    "citizen",
    "complaint",
    "petition",
    "inspectorate",
    "chairperson",
    "minutes_adopted",
    "commune",
    "escalation",
    "reply_issued",
)
ALLOWED = re.compile(r"opinion\.register|doithoai|dialogue-session-")


@pytest.mark.parametrize("noun", NOUNS)
def test_no_module_of_the_chassis_says(noun: str) -> None:
    said = [
        f"{place(path)}:{number}: {line.strip()}"
        for path in modules_of("chassis")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(rf"(?<![a-z]){noun}", ALLOWED.sub("", line), re.IGNORECASE)
    ]
    assert said == []
