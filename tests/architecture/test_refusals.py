"""Whatever can be refused has a slug, and every slug has a Vietnamese sentence."""

import ast
import re

import pytest
from house import SERVICES, calls, composed, dotted, modules_of, place

MARKED = re.compile(r"[à-ỹđ]", re.IGNORECASE)
SLUG = re.compile(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")


def refused(name: str) -> dict[str, str]:
    """Slug → the place that refuses with it, for every slug written out in the service."""
    found = {}
    for path in modules_of(name):
        for call in calls(path):
            if dotted(call.func).rsplit(".", 1)[-1] == "Refused" and call.args and isinstance(call.args[0], ast.Constant):
                found[str(call.args[0].value)] = f"{place(path)}:{call.lineno}"
    return found


@pytest.mark.parametrize("name", SERVICES)
def test_every_refusal_has_a_vietnamese_sentence(name: str) -> None:
    sentences = composed(name).refusals
    assert {slug: where for slug, where in refused(name).items() if slug not in sentences} == {}


@pytest.mark.parametrize("name", SERVICES)
def test_every_sentence_is_vietnamese_and_whole(name: str) -> None:
    for slug, sentence in composed(name).refusals.items():
        assert SLUG.match(slug), slug
        assert MARKED.search(sentence), f"{slug}: {sentence}"
        assert sentence.rstrip().endswith((".", "!", "?")), f"{slug}: {sentence}"
        assert sentence[0].isupper(), f"{slug}: {sentence}"
