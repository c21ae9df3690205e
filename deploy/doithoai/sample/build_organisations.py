"""The organisations of the sample: those the plans name, every conference host with its offices, and Sơn La's districts and communes."""

import re
from collections.abc import Iterable
from typing import Final

from contracts.vocabulary import fold

Row = dict[str, str]

DISTRICTS_ENDED: Final = "2025-06-30"
COMMUNES_BEGAN: Final = "2025-07-01"
PARTY_NAMES: Final = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Đảng ủy", "Ban Dân vận", "Ban Tuyên giáo")
MASS_NAMES: Final = ("Ủy ban MTTQ", "Đoàn Thanh niên", "Huyện Đoàn", "Hội ", "Liên đoàn")

# The locality of each dialogue that is played in full: (kind, name) after the report's own wording.
LOCALITY: Final[dict[str, tuple[str, str]]] = {
    "DT-001": ("huyện", "Sốp Cộp"),
    "DT-009": ("xã", "Tân Mai"),
    "DT-015": ("xã", "Yến Dương"),
    "DT-017": ("xã", "Cao Sơn"),
    "DT-018": ("xã", "Vũ Muộn"),
    "DT-020": ("xã", "Dương Sơn"),
    "DT-023": ("tỉnh", "Thái Nguyên"),
    "DT-024": ("tỉnh", "Thái Nguyên"),
    "DT-028": ("huyện", "Chi Lăng"),
    "DT-030": ("xã", "Tân Đoàn"),
    "DT-040": ("huyện", "Chư Sê"),
    "DT-052": ("xã", "Avương"),
    "DT-054": ("tỉnh", "Quảng Ngãi"),
    "DT-059": ("xã", "Phổ Khánh"),
    "DT-067": ("phường", "Hòa Minh"),
    "DT-070": ("phường", "Tân Chính"),
    "DT-073": ("phường", "Tràng Minh"),
    "DT-076": ("xã", "Chí Minh"),
    "DT-080": ("tỉnh", "Lâm Đồng"),
    "DT-086": ("xã", "Đồng Kho"),
    "DT-098": ("tỉnh", "Hải Dương"),
    "DT-109": ("huyện", "Châu Phú"),
}
PARTY_OF: Final = {"tỉnh": "Tỉnh ủy {}", "huyện": "Huyện ủy {}", "xã": "Đảng ủy xã {}", "phường": "Đảng ủy phường {}"}
COMMITTEES: Final = {
    "sl-ubnd-tinh": "sl-tinh-uy",
    "sl-hdnd-tinh": "sl-tinh-uy",
    "lc-ubnd-tinh": "lc-tinh-uy",
    "lc-td-ubnd": "lc-td-huyen-uy",
    "lc-td-hdnd": "lc-td-huyen-uy",
}
"""The Party committee beside each government that the plans name; that of a host played in full is in `LOCALITY`."""
STATED: Final = frozenset({"Cơ quan chuyên môn UBND huyện", "Các ngành chuyên môn của phường", "Các bộ phận chuyên môn của xã"})
KINDS: Final = {"huyen": "huyện", "thi_xa": "thị xã", "thanh_pho": "thành phố", "xa": "xã", "phuong": "phường"}
AGENCY_CODES: Final = {
    "sl-ubnd-tinh": "ubnd-tinh-son-la",
    "van-phong-hdnd-va-ubnd-huyen-sop-cop": "sop-cop",
    "bo-phan-van-phong-thong-ke-xa-dong-kho": "dong-kho",
    "van-phong-ubnd-tinh-lam-dong": "lam-dong",
    "ubnd-tinh-binh-dinh": "binh-dinh",
    "huyen-uy-nam-sach": "nam-sach",
}


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, as an organisation's id."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))


def host_id(name: str) -> str:
    return slug(name)


def stated_agency_name(conference: Row, stated: str) -> str:
    """The full name of an agency a report names in general words, only where the dialogue is played in full."""
    return f"{stated} {LOCALITY[conference['id']][1]}" if stated in STATED and conference["id"] in LOCALITY else ""


def beside(conference: Row) -> dict[str, str]:
    """The same-level Party committee and government of a dialogue played in full, and the office that keeps its papers (names)."""
    if conference["id"] not in LOCALITY:
        return {"party": "", "government": "", "office": ""}
    kind, name = LOCALITY[conference["id"]]
    return {
        "party": PARTY_OF[kind].format(name),
        "government": f"UBND {kind} {name}",
        "office": office_name(kind, name, conference["held_on"]),
    }


def class_of(name: str) -> str:
    if name.startswith(PARTY_NAMES):
        return "PARTY"
    return "MASS_ORG" if name.startswith(MASS_NAMES) else "GOV"


def unit(ident: str, name: str, klass: str, level: str, **more: str) -> Row:
    blank = {"parent": "", "valid_from": "", "valid_to": "", "successor": "", "symbol": "", "official_id": "", "party_committee": ""}
    return {"id": ident, "name_vi": name, "class": klass, "level": level} | blank | more


def ends(level: str) -> str:
    return DISTRICTS_ENDED if level == "DISTRICT" else ""


def office_name(kind: str, name: str, held_on: str) -> str:
    if kind == "tỉnh":
        return f"Văn phòng UBND tỉnh {name}"
    if kind == "huyện" or held_on >= COMMUNES_BEGAN:
        return f"Văn phòng HĐND và UBND {kind} {name}"
    return f"Bộ phận Văn phòng - Thống kê {kind} {name}"


def played(conference: Row, stated: frozenset[str]) -> Iterable[Row]:
    """Beside a host that is played in full: its same-level committee and government, its office, and the unit its report names."""
    level, host, names = conference["level"].upper(), host_id(conference["host_vi"]), beside(conference)
    party = slug(names["party"])
    yield unit(party, names["party"], "PARTY", level, valid_to=ends(level))
    yield unit(slug(names["government"]), names["government"], "GOV", level, valid_to=ends(level), party_committee=party)
    yield unit(slug(names["office"]), names["office"], "UNIT", level, parent=host, valid_to=ends(level))
    for agency in sorted(filter(None, stated)):
        yield unit(slug(agency), agency, "UNIT", level, parent=host, valid_to=ends(level))


def hosts(conferences: list[Row]) -> Iterable[Row]:
    beside_host = {host_id(each["host_vi"]): slug(beside(each)["party"]) for each in conferences if each["id"] in LOCALITY}
    for conference in conferences:
        name, level = conference["host_vi"], conference["level"].upper()
        parent = "sl-ubnd-tinh" if conference["province"] == "Sơn La" and class_of(name) == "GOV" else ""
        parent = "sl-tinh-uy" if conference["province"] == "Sơn La" and class_of(name) == "PARTY" else parent
        ident = host_id(name)
        committee = beside_host.get(ident, "")
        committee = "" if committee == ident else committee
        yield unit(ident, name, class_of(name), level, parent=parent, valid_to=ends(level), party_committee=committee)


def government_name(unit_row: Row) -> str:
    return f"UBND {KINDS[unit_row['kind']]} {unit_row['name']}"


def governments(communes: list[Row], districts: list[Row], known: frozenset[str]) -> Iterable[Row]:
    """Sơn La's own: the former districts nobody named yet, and the 75 communes, each with its Party committee."""
    for row in districts:
        name, code = government_name(row), row["code"]
        if name not in known:
            yield unit(f"sl-{slug(name)}", name, "GOV", "DISTRICT", parent="sl-ubnd-tinh", valid_to=row["valid_to"], official_id=code)
    for row in communes:
        name, party, began = government_name(row), PARTY_OF[KINDS[row["kind"]]].format(row["name"]), row["valid_from"]
        government, committee = f"sl-{slug(name)}", f"sl-{slug(party)}"
        yield unit(committee, party, "PARTY", "COMMUNE", parent="sl-tinh-uy", valid_from=began)
        more = {"valid_from": began, "official_id": row["code"], "party_committee": committee}
        yield unit(government, name, "GOV", "COMMUNE", parent="sl-ubnd-tinh", **more)


def former_districts(districts: list[Row], units: list[Row]) -> list[Row]:
    """The former districts with the organisation that governed each and the token it publishes under."""
    by_name = {row["name_vi"]: row for row in reversed(units)}
    governed = [(row, by_name[government_name(row)]) for row in districts]
    return [row | {"org_id": government["id"], "agency_code": government["agency_code"]} for row, government in governed]


def named_unit(row: Row) -> Row:
    kept = {key: row[key] for key in ("parent", "valid_from", "valid_to", "successor", "symbol")}
    return unit(row["id"], row["name_vi"], row["class"], row["level"], party_committee=COMMITTEES.get(row["id"], ""), **kept)


def organisations(named: list[Row], conferences: list[Row], opinions: list[Row], communes: list[Row], districts: list[Row]) -> list[Row]:
    """Every organisation once, committees first, parents before children, with its mailbox and, for a few, the token it publishes under."""
    names = frozenset(row["name_vi"] for row in named) | frozenset(row["host_vi"] for row in conferences)
    stated = {
        c["id"]: frozenset(stated_agency_name(c, o["assigned_agency_vi"]) for o in opinions if o["conference_id"] == c["id"])
        for c in conferences
    }
    companions = [row for conference in conferences if conference["id"] in LOCALITY for row in played(conference, stated[conference["id"]])]
    seen: dict[str, Row] = {}
    for row in [*map(named_unit, named), *hosts(conferences), *companions, *governments(communes, districts, names)]:
        seen.setdefault(row["id"], row)
    codes = AGENCY_CODES | {
        row["id"]: slug(row["name_vi"].removeprefix("UBND ")) for row in seen.values() if row["name_vi"] in map(government_name, districts)
    }
    ordered = sorted(
        seen.items(), key=lambda each: (each[1]["class"] != "PARTY", each[1]["class"] == "PARTY" and each[1]["party_committee"] != "")
    )
    return [row | {"agency_code": codes.get(ident, ""), "contact_email": f"vanthu.{ident}@coquan.example"} for ident, row in ordered]
