"""The parts of a report that people write: what no figure can say (domain rules, section 7, the structure of the three-year report)."""

from collections.abc import Mapping
from enum import StrEnum

NONE_VI = "Không có."


class Part(StrEnum):
    """Where in the report a text stands. PERIODIC_NOTE and AD_HOC_NOTE stand beside figures and may be left out."""

    CONTEXT = "I"
    STUDY = "II.1.1"
    DOCUMENTS = "II.1.2"
    PERIODIC_NOTE = "II.2.1"
    AD_HOC_NOTE = "II.2.2"
    SUPERVISION = "II.3"
    REPORTING = "II.4"
    STRENGTHS = "III.1"
    OBSTACLES = "III.2"
    CAUSES = "III.3"
    TASKS = "IV"
    PROPOSALS = "V"


TITLES: Mapping[Part, str] = {
    Part.CONTEXT: "Đặc điểm tình hình",
    Part.STUDY: "Công tác quán triệt, triển khai",
    Part.DOCUMENTS: "Công tác ban hành văn bản",
    Part.PERIODIC_NOTE: "Đối thoại định kỳ",
    Part.AD_HOC_NOTE: "Đối thoại đột xuất",
    Part.SUPERVISION: "Công tác kiểm tra, giám sát và xử lý vi phạm",
    Part.REPORTING: "Công tác báo cáo",
    Part.STRENGTHS: "Ưu điểm",
    Part.OBSTACLES: "Hạn chế",
    Part.CAUSES: "Nguyên nhân của hạn chế",
    Part.TASKS: "Nhiệm vụ, giải pháp",
    Part.PROPOSALS: "Đề xuất, kiến nghị",
}
REQUIRED = frozenset(Part) - {Part.PERIODIC_NOTE, Part.AD_HOC_NOTE}
HEADINGS: tuple[tuple[str, str], ...] = (
    ("I", "Đặc điểm tình hình"),
    ("II", "Kết quả tổ chức thực hiện"),
    ("II.1", "Công tác lãnh đạo, chỉ đạo"),
    ("II.2", "Kết quả thực hiện quy định về đối thoại"),
    ("III", "Đánh giá chung"),
    ("IV", "Nhiệm vụ, giải pháp"),
    ("V", "Đề xuất, kiến nghị"),
)
