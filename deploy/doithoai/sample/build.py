"""Builds the committed sample files from the published collection: `python -m doithoai.sample.build <folder of the collection>`."""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from doithoai.sample.audiences import SUBMITTER_OF, audiences
from doithoai.sample.build_organisations import beside, former_districts, host_id, organisations, slug, stated_agency_name
from doithoai.sample.submitters import placeholder

HERE = Path(__file__).parent
LIVE_FROM = "2022-07-01"
SINGLE_TOPIC = frozenset({"DT-028", "DT-060", "DT-061", "DT-062", "DT-063"})
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, rows: Iterable[Row]) -> None:
    listed = list(rows)
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(listed[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


def precision(held_on: str) -> str:
    return {0: "UNKNOWN", 4: "YEAR", 7: "MONTH", 10: "DAY"}[len(held_on)]


def dialogue(conference: Row, opinions: list[Row]) -> Row:
    ident, held_on = conference["id"], conference["held_on"]
    how_exact = precision(held_on)
    single = ident in SINGLE_TOPIC
    names = beside(conference)
    topics = Counter(opinion["domain_code"] for opinion in opinions if opinion["conference_id"] == ident)
    return {
        "id": ident,
        "host_org_id": host_id(conference["host_vi"]),
        "office_org_id": slug(names["office"]),
        "party_org_id": slug(names["party"]),
        "government_org_id": slug(names["government"]),
        "level": conference["level"].upper(),
        "held_on": held_on if how_exact == "DAY" else "",
        "precision": how_exact,
        "period": "" if how_exact in {"DAY", "UNKNOWN"} else held_on,
        "regime": "AD_HOC" if single else "PERIODIC",
        "audience": ";".join(audiences(conference["audience"])),
        "audience_vi": conference["audience"],
        "form": "SINGLE_TOPIC" if single else "CONFERENCE",
        "topic": topics.most_common(1)[0][0] if single else "",
        "chair_role_vi": conference["chair_role_vi"],
        "venue_vi": conference["place_vi"],
        "participants": conference["participants"],
        "live": "true" if how_exact == "DAY" and held_on >= LIVE_FROM else "",
        "source": conference["source"],
    }


def opinion(number: int, row: Row, conferences: dict[str, Row]) -> Row:
    conference = conferences[row["conference_id"]]
    person = placeholder(number)
    return {
        "dialogue_id": row["conference_id"],
        "seq": row["seq"],
        "text_vi": row["text_vi"],
        "domain": row["domain_code"],
        "urgency": row["urgency"],
        "answered_on_spot": row["answered_on_spot"],
        "stated_agency_vi": row["assigned_agency_vi"],
        "stated_agency_org_id": slug(stated_agency_name(conference, row["assigned_agency_vi"])),
        "deadline_stated": row["deadline_stated"],
        "submitter_kind": SUBMITTER_OF[audiences(conference["audience"])[0]],
        "submitter_name": person.name,
        "submitter_phone": person.phone,
        "submitter_address": person.address,
    }


def planned_session(session: dict[str, Any]) -> list[dict[str, Any]]:
    held = session.get("held_on")
    windows = session.get("expected_windows") or [{"from": held, "to": held} if held else None]
    count = session.get("count") or 0
    each = max(1, count // len(windows)) if count else 0
    return [
        {
            "audience": session["audience"],
            "regime": session["regime"],
            "form": session["form"] or "SINGLE_TOPIC",
            "expected_window": {"from": window["from"], "to": window["to"]} if window else None,
            "min_count": each,
        }
        for window in windows
    ]


def number_and_symbol(printed: str) -> dict[str, str]:
    """`1239/UBND-NC` and `429-QĐ/TU` taken apart: state numbers end at the slash, Party numbers at the hyphen."""
    state = printed.partition("/")
    number, _, symbol = state if state[0].isdigit() else printed.partition("-")
    return {"number": number, "symbol": symbol}


def plan(source: dict[str, Any]) -> dict[str, Any]:
    document = source["document"]
    return {
        "plan_id": source["plan_id"].lower(),
        "plan_year": source["plan_year"],
        "org_id": source["issuer"]["org_id"],
        "title_vi": source["title_vi"],
        "doc": {"number": document["number"], "symbol": document["symbol"] or document["type"], "issued_on": document["issued_on"]},
        "basis_docs": [
            {"organ_id": basis["issuer"], **number_and_symbol(basis["number"]), "issued_on": basis["issued_on"]}
            for basis in source["basis_docs"]
        ],
        "planned": [item for session in source["planned_sessions"] for item in planned_session(session)],
    }


def published_history(figures: list[dict[str, Any]]) -> dict[str, int]:
    wanted = {
        "sessions_3y_total": "sessions",
        "sessions_3y_province": "PROVINCE",
        "sessions_3y_district": "DISTRICT",
        "sessions_3y_commune": "COMMUNE",
    }
    found = {wanted[figure["id"]]: int(figure["value"]) for figure in figures if figure["id"] in wanted}
    more_than = [int(figure["value"]) for figure in figures if figure["unit"] == "opinion" and figure["bound"] == "lower_exclusive"]
    return found | {"opinions_more_than": more_than[0]}


def dump(name: str, content: object) -> None:
    (HERE / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(collection: Path) -> None:
    conferences = read(collection / "real" / "conferences.csv")
    opinions = read(collection / "real" / "opinions.csv")
    by_id = {conference["id"]: conference for conference in conferences}
    communes, districts = read(collection / "son_la_communes.csv"), read(collection / "son_la_former_districts.csv")
    named = read(collection / "org_units.csv")
    write("dialogues.csv", (dialogue(conference, opinions) for conference in conferences))
    write("opinions.csv", (opinion(number, row, by_id) for number, row in enumerate(opinions, start=1)))
    units = organisations(named, conferences, opinions, communes, districts)
    write("organisations.csv", units)
    write("communes.csv", communes)
    write("former_districts.csv", former_districts(districts, units))
    dump("plans.json", [plan(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(collection.glob("plan_*.json"))])
    figures = json.loads((collection / "seed_figures.json").read_text(encoding="utf-8"))["figures"]
    dump("published_history.json", published_history(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
