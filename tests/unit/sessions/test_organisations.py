from dataclasses import replace
from datetime import date

import pytest

from chassis.testing.spec import given
from contracts.vocabulary import Level, OrgClass
from sessions.org_unit import commands as ask
from sessions.org_unit import events as e
from sessions.org_unit.decide import decider
from sessions.org_unit.entry import Entry
from sessions.org_unit.on_file import objection
from sessions.org_unit.org_unit import on_file

ENTRY = Entry("Ban Dân vận Tỉnh ủy Sơn La", OrgClass.PARTY, Level.PROVINCE, "sl-tinh-uy")
REGISTERED = e.OrgUnitRegistered("sl-bdv-tu", ENTRY, date(2019, 1, 1))
REGISTER = ask.RegisterOrgUnit("sl-bdv-tu", ENTRY, date(2019, 1, 1))
RENAMED = replace(ENTRY, name="Ban Tuyên giáo và Dân vận Tỉnh ủy Sơn La")
CLOSED = e.OrgUnitClosed("sl-bdv-tu", date(2025, 1, 31), ("sl-btgdv-tu",))
ROLE = e.RoleAssigned("sl-bdv-tu", "account-1", "chairperson", date(2020, 1, 1))


def test_an_organisation_is_registered_once() -> None:
    given(decider).when(REGISTER).then(REGISTERED)
    given(decider, REGISTERED).when(REGISTER).then()
    given(decider, REGISTERED).when(replace(REGISTER, entry=RENAMED)).refused("org_already_registered")


def test_a_change_is_dated_and_never_before_the_last_one() -> None:
    changed = e.OrgUnitChanged("sl-bdv-tu", RENAMED, date(2022, 1, 1))
    given(decider, REGISTERED).when(ask.ChangeOrgUnit(RENAMED, date(2022, 1, 1))).then(changed)
    given(decider, REGISTERED, changed).when(ask.ChangeOrgUnit(RENAMED, date(2023, 1, 1))).then()
    given(decider, REGISTERED, changed).when(ask.ChangeOrgUnit(ENTRY, date(2021, 1, 1))).refused("change_before_last_change")


def test_closing_names_the_last_day_and_successors_and_ends_every_role() -> None:
    close = ask.CloseOrgUnit(date(2025, 1, 31), ("sl-btgdv-tu",))
    ended = e.RoleEnded("sl-bdv-tu", "account-1", "chairperson", date(2025, 1, 31))
    given(decider, REGISTERED, ROLE).when(close).then(ended, CLOSED)
    given(decider, REGISTERED, CLOSED).when(close).then()
    given(decider, REGISTERED, CLOSED).when(replace(close, valid_to=date(2025, 2, 28))).refused("org_closed")
    given(decider, REGISTERED, CLOSED).when(ask.ChangeOrgUnit(RENAMED, date(2025, 3, 1))).refused("org_closed")


@pytest.mark.parametrize(
    ("command", "slug"),
    [
        (ask.CloseOrgUnit(date(2025, 1, 31), ("sl-bdv-tu",)), "org_succeeds_itself"),
        (ask.CloseOrgUnit(date(2025, 1, 31), ("x",), ("x",)), "successor_unknown"),
        (ask.CloseOrgUnit(date(2018, 1, 31)), "closed_before_last_change"),
        (ask.ChangeOrgUnit(replace(ENTRY, parent_id="sl-bdv-tu"), date(2025, 1, 1)), "org_is_its_own_parent"),
        (ask.ChangeOrgUnit(ENTRY, date(2025, 1, 1), parent_known=False), "parent_unknown"),
        (ask.ChangeOrgUnit(replace(ENTRY, party_committee_id="sl-bdv-tu"), date(2025, 1, 1)), "party_committee_unknown"),
        (ask.ChangeOrgUnit(replace(ENTRY, party_committee_id="x"), date(2025, 1, 1), committee_known=False), "party_committee_unknown"),
        (ask.AssignRole("account-1", "chairperson", date(2018, 1, 1)), "role_before_org"),
        (ask.EndRole("account-9", "chairperson", date(2025, 1, 1)), "role_not_held"),
    ],
)
def test_what_the_directory_cannot_hold_is_refused(command: ask.OrgUnitCommand, slug: str) -> None:
    given(decider, REGISTERED).when(command).refused(slug)


def test_roles_are_held_from_a_day_to_a_day() -> None:
    given(decider, REGISTERED).when(ask.AssignRole("account-1", "chairperson", date(2020, 1, 1))).then(ROLE)
    given(decider, REGISTERED, ROLE).when(ask.AssignRole("account-1", "chairperson", date(2021, 1, 1))).then()
    given(decider, REGISTERED, ROLE).when(ask.EndRole("account-1", "chairperson", date(2019, 6, 1))).refused("role_ends_before_it_starts")
    ended = e.RoleEnded("sl-bdv-tu", "account-1", "chairperson", date(2024, 1, 1))
    given(decider, REGISTERED, ROLE).when(ask.EndRole("account-1", "chairperson", date(2024, 1, 1))).then(ended)
    one_day = e.RoleEnded("sl-bdv-tu", "account-1", "chairperson", date(2020, 1, 1))
    given(decider, REGISTERED, ROLE).when(ask.EndRole("account-1", "chairperson", date(2020, 1, 1))).then(one_day)


def test_nothing_is_done_to_an_organisation_nobody_registered() -> None:
    given(decider).when(ask.CloseOrgUnit(date(2025, 1, 31))).refused("org_unknown")
    given(decider).when(replace(REGISTER, parent_known=False)).refused("parent_unknown")


def test_an_organisation_is_valid_from_its_first_to_its_last_day() -> None:
    unit = given(decider, REGISTERED, CLOSED).state
    entry = on_file(unit)
    assert entry is not None
    orgs = {"sl-bdv-tu": entry}
    days = (date(2018, 12, 31), date(2019, 1, 1), date(2025, 1, 31), date(2025, 2, 1))
    assert [objection(orgs, "sl-bdv-tu", day) for day in days] == ["org_not_valid_on_date", None, None, "org_not_valid_on_date"]
    assert objection(orgs, "x", days[1]) == "org_unknown"
    assert on_file(given(decider).state) is None
