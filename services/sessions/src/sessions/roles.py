"""The roles of the directory in Vietnamese, as pages and documents name them; a title already in Vietnamese stays as it is."""

from collections.abc import Mapping

ROLES: Mapping[str, str] = {
    "chairperson": "người đứng đầu",
    "secretary": "thư ký",
    "dialogue_office": "văn phòng giúp việc đối thoại",
    "inspectorate": "cơ quan thanh tra",
    "unit_head": "thủ trưởng cơ quan, đơn vị",
    "assigned_agency": "cơ quan được giao",
    "superior_authority": "cơ quan cấp trên",
    "fatherland_front": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "commune_people_committee": "UBND xã, phường",
    "police": "công an",
    "participant": "đại biểu tham dự",
    "provincial_people_committee": "UBND tỉnh",
}


def role(code: str | None) -> str:
    return ROLES.get(code or "", code or "")
