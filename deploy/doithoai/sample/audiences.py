"""Which audience (STAFF, PEOPLE, ORG_TTHC) and which kind of submitter a published description of participants means."""

from typing import Final

AUDIENCE_OF: Final[dict[str, str]] = {
    "Nhân dân": "PEOPLE",
    "Thanh niên": "PEOPLE",
    "Nông dân": "PEOPLE",
    "Phụ nữ": "PEOPLE",
    "Trẻ em, học sinh": "PEOPLE",
    "MTTQ, đoàn thể và nhân dân": "PEOPLE",
    "Hộ dân bị ảnh hưởng bởi dự án": "PEOPLE",
    "Cán bộ, công chức, viên chức": "STAFF",
    "Đoàn viên, công nhân, viên chức, lao động": "STAFF",
    "Doanh nghiệp": "ORG_TTHC",
    "Hợp tác xã": "ORG_TTHC",
}

SUBMITTER_OF: Final[dict[str, str]] = {"PEOPLE": "CITIZEN", "STAFF": "STAFF", "ORG_TTHC": "BUSINESS"}


def audiences(description: str) -> tuple[str, ...]:
    """The audiences of a report's wording, in its order and each once; an unknown wording raises KeyError."""
    return tuple(dict.fromkeys(AUDIENCE_OF[part.strip()] for part in description.split(";")))
