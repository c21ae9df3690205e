"""An organisation writes its own part of a report, and may write it again; the same words twice are one."""

from dataclasses import replace
from datetime import UTC, datetime

from chassis.testing.spec import given
from reporting.contribution.decide import WriteContribution, decider
from reporting.contribution.events import ContributionWritten
from reporting.report.parts import Part

NOW = datetime(2026, 6, 10, 2, tzinfo=UTC)
WRITE = WriteContribution("bao-cao-6-thang-2026", "sl-stnmt", Part.OBSTACLES, " Hồ sơ địa chính còn thiếu. ", NOW)
WRITTEN = ContributionWritten("bao-cao-6-thang-2026", "sl-stnmt", Part.OBSTACLES, "Hồ sơ địa chính còn thiếu.", NOW)


def test_what_is_written_is_kept_without_blanks_around_it() -> None:
    given(decider).when(WRITE).then(WRITTEN)


def test_the_same_words_twice_are_one_and_other_words_replace_them() -> None:
    given(decider, WRITTEN).when(WRITE).then()
    given(decider, WRITTEN).when(replace(WRITE, text="Thiếu cán bộ.")).then(replace(WRITTEN, text="Thiếu cán bộ."))
    given(decider, WRITTEN).when(replace(WRITE, part=Part.CAUSES)).then(replace(WRITTEN, part=Part.CAUSES))


def test_nothing_and_too_much_are_refused() -> None:
    given(decider).when(replace(WRITE, text=" \n")).refused("text_missing")
    given(decider).when(replace(WRITE, text="a" * 20_001)).refused("text_too_long")
