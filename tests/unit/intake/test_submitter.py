"""A person speaks, and may be erased for ever."""

from dataclasses import replace

from intake_examples import BY, NOW

from chassis.testing.spec import given
from intake.submitter import commands as ask
from intake.submitter import events as e
from intake.submitter.decide import SUBMITTER

LINK = ask.LinkOpinion(NOW, BY, "p-1", "o-1")
ERASE = ask.EraseSubmitter(NOW, BY, "p-1", holds_key=True, reason="Đơn đề nghị số 5")
SPOKE = e.SubmitterSpoke("p-1", "o-1")
ERASED = e.SubmitterErased("p-1", NOW, ("o-1",), "Đơn đề nghị số 5")


def test_an_opinion_is_linked_to_who_said_it_once() -> None:
    given(SUBMITTER).when(LINK).then(SPOKE)
    given(SUBMITTER, SPOKE).when(LINK).then()
    given(SUBMITTER, SPOKE).when(replace(LINK, opinion_id="o-2")).then(e.SubmitterSpoke("p-1", "o-2"))


def test_erasing_a_person_names_every_opinion_of_theirs() -> None:
    given(SUBMITTER, SPOKE).when(ERASE).then(ERASED)
    two = e.SubmitterSpoke("p-1", "o-2")
    given(SUBMITTER, SPOKE, two).when(ERASE).then(e.SubmitterErased("p-1", NOW, ("o-1", "o-2"), "Đơn đề nghị số 5"))


def test_erased_once_is_erased() -> None:
    given(SUBMITTER, SPOKE, ERASED).when(ERASE).then()
    given(SUBMITTER, SPOKE, ERASED).when(LINK).refused("submitter_erased")


def test_somebody_who_was_only_invited_can_be_erased_and_a_stranger_cannot() -> None:
    given(SUBMITTER).when(ERASE).then(e.SubmitterErased("p-1", NOW, (), "Đơn đề nghị số 5"))
    given(SUBMITTER).when(ask.EraseSubmitter(NOW, BY, "p-1", holds_key=False)).refused("submitter_unknown")
