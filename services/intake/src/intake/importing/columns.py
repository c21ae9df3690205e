"""Which column of an office's list holds what: headings in any case, spelling and order, with or without diacritics."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from contracts.vocabulary import fold

LOOKUP = "lookup_code"
REMARK = "remark"
IGNORED = "ignored"
SAME_ENOUGH = 88
FIELDS = frozenset(
    {
        "row_key",
        "opinion_id",
        "source_ref",
        "text",
        "summary_redacted",
        "name",
        "phone",
        "address",
        "email",
        "domain_code",
        "urgency",
        "audience",
        "kind",
        "channel",
        "received_at",
        "received_by_org_id",
        "represented_count",
        "language",
        "needs_interpreter",
        "submitter_kind",
        "submitter_ref",
        "target_session_id",
        "slip_no",
        "raised_live",
    }
)
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "row_key": ("ma dong", "ma so dong", "ma so y kien don vi"),
    LOOKUP: ("ma tra cuu", "ma y kien"),
    IGNORED: (
        "stt",
        "tt",
        "so tt",
        "so thu tu",
        "trang thai",
        "han thong bao tiep nhan",
        "noi tiep nhan",
        "hoi nghi",
        "loi can sua",
        "vi tri trong tep cu",
    ),
    "text": (
        "noi dung",
        "noi dung y kien",
        "noi dung y kien kien nghi",
        "noi dung kien nghi",
        "noi dung kien nghi phan anh",
        "noi dung y kien phan anh kien nghi",
        "noi dung phan anh kien nghi",
        "noi dung cau hoi",
        "noi dung de xuat kien nghi",
        "y kien kien nghi",
        "y kien",
        "kien nghi",
        "cau hoi",
    ),
    "summary_redacted": ("tom tat", "tom tat y kien", "tom tat noi dung", "noi dung tom tat"),
    "name": (
        "ho ten",
        "ho va ten",
        "ho ten don vi",
        "ho va ten don vi",
        "ho ten nguoi gui",
        "nguoi gui",
        "nguoi kien nghi",
        "nguoi co y kien",
        "nguoi phat bieu",
        "ho ten nguoi kien nghi",
        "ten to chuc ca nhan",
        "don vi ca nhan",
        "don vi kien nghi",
        "cu tri",
        "nguoi hoi",
        "doi tuong kien nghi",
    ),
    "phone": ("dien thoai", "so dien thoai", "sdt", "dt", "so dt", "dien thoai lien he", "lien he"),
    "address": ("dia chi", "noi o", "noi cu tru", "thuong tru", "thon ban", "ban tieu khu", "dia ban", "dia chi lien he"),
    "email": ("thu dien tu", "email", "e mail", "hop thu"),
    "domain_code": ("linh vuc", "nhom linh vuc", "linh vuc kien nghi", "nhom van de", "thuoc linh vuc"),
    "urgency": ("muc do", "muc do cap thiet", "tinh chat"),
    "audience": ("doi tuong", "doi tuong doi thoai"),
    "kind": ("loai y kien", "loai", "phan loai"),
    "channel": ("hinh thuc tiep nhan", "hinh thuc gui", "kenh tiep nhan"),
    "received_at": ("ngay tiep nhan", "ngay nhan", "thoi gian tiep nhan", "ngay kien nghi", "ngay gui", "thoi gian"),
    "represented_count": ("so nguoi dai dien", "so nguoi duoc dai dien", "so nguoi"),
    "language": ("ngon ngu",),
    "needs_interpreter": ("can phien dich",),
    "submitter_kind": ("loai nguoi gui",),
    "slip_no": ("so phieu", "phieu so", "phieu dang ky so"),
    REMARK: (
        "co quan giai quyet",
        "co quan tham muu",
        "don vi giai quyet",
        "don vi tra loi",
        "co quan tra loi",
        "co quan tham quyen",
        "tham quyen giai quyet",
        "trach nhiem giai quyet",
        "ket qua giai quyet",
        "noi dung tra loi",
        "tra loi",
        "thoi han",
        "thoi han giai quyet",
        "de xuat",
        "ghi chu",
    ),
}
_FIELD_OF = {heading: field for field, headings in HEADINGS.items() for heading in headings}


def words_of(text: str) -> str:
    """Letters and digits without diacritics, one blank between words."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in fold(text)).split())


@lru_cache(maxsize=4096)
def field_of(heading: str) -> str | None:
    """What a column with this heading holds: a field of an opinion, `lookup_code`, `remark`, `ignored`; None when nobody knows it."""
    bare = heading.strip()
    if bare in FIELDS:
        return bare
    words = words_of(bare)
    if not words or len(words) > 60:
        return None
    if words in _FIELD_OF:
        return _FIELD_OF[words]
    if words.startswith("noi dung "):
        return REMARK if {"tra", "quyet"} & set(words.split()) else "text"
    found = process.extractOne(words, _FIELD_OF.keys(), scorer=fuzz.ratio, score_cutoff=SAME_ENOUGH)
    return _FIELD_OF[found[0]] if found and len(words) > 3 else None


def fields_of(headings: Iterable[str]) -> int:
    """How many of these are headings of a list of opinions."""
    return len({field_of(each) for each in headings} - {None})
