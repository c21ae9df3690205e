"""An uploaded file: looked at, agreed to once, registered, forgotten."""

import pytest
from intake_examples import NOW

from chassis.decider import Refused
from chassis.testing.spec import given
from intake.import_batch import commands as c
from intake.import_batch import events as e
from intake.import_batch.decide import IMPORT_BATCH

LOOK = c.PreviewImport(NOW, "a-1", "b-1", "d1", "xlsx", "org-1", None, new=2, duplicate=1, warning=0, error=1)
SEEN = e.ImportPreviewed("b-1", "d1", "xlsx", "org-1", None, 2, 1, 0, 1, "a-1", NOW)
AGREE = c.ApproveImport(NOW, "a-1", "dialogue_office", "org-1", "d1")
AGREED = e.ImportApproved("b-1", "a-1", "dialogue_office", "org-1", NOW)
FINISH = c.FinishImport(NOW, "system", registered=2, repeated=0, refused=0)
FINISHED = e.ImportFinished("b-1", 2, 0, 0, NOW)
FORGET = c.ForgetImport(NOW, "system")
FORGOTTEN = e.ImportForgotten("b-1", NOW)


def test_a_file_is_looked_at_first() -> None:
    given(IMPORT_BATCH).when(LOOK).then(SEEN)
    given(IMPORT_BATCH, SEEN).when(LOOK).then()


def test_what_was_looked_at_is_agreed_to_once() -> None:
    given(IMPORT_BATCH, SEEN).when(AGREE).then(AGREED)
    given(IMPORT_BATCH, SEEN, AGREED).when(AGREE).then()
    given(IMPORT_BATCH, SEEN, AGREED, FINISHED).when(AGREE).then()


def test_another_file_than_the_one_shown_is_refused() -> None:
    given(IMPORT_BATCH, SEEN).when(c.ApproveImport(NOW, "a-1", "dialogue_office", None, "d2")).refused("import_file_changed")
    given(IMPORT_BATCH, SEEN).when(c.ApproveImport(NOW, "a-1", "dialogue_office", None)).then(
        e.ImportApproved("b-1", "a-1", "dialogue_office", None, NOW)
    )


def test_it_ends_once_and_only_after_it_was_agreed_to() -> None:
    given(IMPORT_BATCH, SEEN).when(FINISH).then()
    given(IMPORT_BATCH, SEEN, AGREED).when(FINISH).then(FINISHED)
    given(IMPORT_BATCH, SEEN, AGREED, FINISHED).when(FINISH).then()


def test_it_is_forgotten_unless_it_is_being_registered() -> None:
    given(IMPORT_BATCH, SEEN).when(FORGET).then(FORGOTTEN)
    given(IMPORT_BATCH, SEEN, AGREED).when(FORGET).refused("import_running")
    given(IMPORT_BATCH, SEEN, AGREED, FINISHED).when(FORGET).then(FORGOTTEN)
    given(IMPORT_BATCH, SEEN, FORGOTTEN).when(FORGET).then()


def test_what_is_forgotten_unregistered_can_no_longer_be_agreed_to() -> None:
    given(IMPORT_BATCH, SEEN, FORGOTTEN).when(AGREE).refused("import_forgotten")
    given(IMPORT_BATCH, SEEN, AGREED, FINISHED, FORGOTTEN).when(AGREE).then()


@pytest.mark.parametrize("command", [AGREE, FORGET])
def test_a_file_nobody_sent_is_refused(command: c.ImportCommand) -> None:
    with pytest.raises(Refused):
        IMPORT_BATCH.decide(command, IMPORT_BATCH.initial)
