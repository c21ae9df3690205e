"""The generated history: the published totals, the same every time, inside the years it is about."""

from collections import Counter

from doithoai.history_plan import agencies, hosts, past_sessions


def test_the_history_has_the_published_number_of_sessions_at_every_level() -> None:
    levels = Counter(session.host.unit.level for session in past_sessions())
    assert levels == {"PROVINCE": 90, "DISTRICT": 219, "COMMUNE": 674}


def test_more_than_8680_opinions_were_heard() -> None:
    assert sum(len(session.opinions) for session in past_sessions()) == 8684


def test_every_past_session_was_held_in_one_of_the_three_years() -> None:
    assert {session.held_on.year for session in past_sessions()} == {2019, 2020, 2021}


def test_every_reference_is_given_once() -> None:
    sessions = [session.ref for session in past_sessions()]
    opinions = [opinion.ref for session in past_sessions() for opinion in session.opinions]
    assert len(set(sessions)) == len(sessions)
    assert len(set(opinions)) == len(opinions)


def test_a_commune_is_published_under_the_token_of_its_district() -> None:
    districts = {host.unit.id: host.agency for host in hosts()["DISTRICT"]}
    assert all(districts[host.unit.parent_id or ""] == host.agency for host in hosts()["COMMUNE"])
    assert len(agencies()) == 13
