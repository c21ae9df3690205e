"""A raw row becomes an opinion, or says in Vietnamese where it is wrong and what to do; its key stays the same when the file is mended."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson
from pydantic import ValidationError

from chassis.web.field_messages import field_messages
from chassis.workbooks.read import NoValue
from contracts.labels import LABELS
from contracts.vocabulary import Audience, DomainCode, OpinionChannel, OpinionKind, SubmitterKind, Urgency, fold
from intake.importing.cells import LONGEST, YES, Font, code_of, day_of, domain_of, font_of, phone_of, text_of
from intake.importing.columns import FIELDS, LOOKUP, REMARK, words_of
from intake.importing.raw import RawRow
from intake.opinion.redaction import names_a_person
from intake.opinion_in import OpinionIn

PERSON = ("name", "phone", "address", "email")
CODES = {"urgency": Urgency, "audience": Audience, "kind": OpinionKind, "channel": OpinionChannel, "submitter_kind": SubmitterKind}
KNOWN = FIELDS | {LOOKUP, REMARK, "ignored", "submitter", *PERSON}
LONGEST_SUMMARY = 2_000
DIGITS = 6
_NAMED = re.compile(r"(?:^|\W)(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ụ|[Đđ]ồng chí)(?:\s+[A-ZÀ-ỸĐ][a-zà-ỹđ]*){2,4}")
_PHONE = re.compile(r"^\+?\d{8,12}$")
_KINDS: Sequence[tuple[str, SubmitterKind]] = (
    ("can bo|cong chuc|vien chuc|nguoi lao dong|giao vien", SubmitterKind.STAFF),
    ("doanh nghiep|cong ty|hop tac xa|ho kinh doanh", SubmitterKind.BUSINESS),
    ("uy ban mat tran|mttq|mat tran to quoc", SubmitterKind.MTTQ_BATCH),
    ("hoi vien|doan vien|cu tri|ho dan|nhan dan|hoc sinh|cong nhan", SubmitterKind.CITIZEN),
    ("cong doan|lien doan|truong|hoi|phong|ban quan ly|so|chi cuc|trung tam|uy ban|ubnd", SubmitterKind.ORGANISATION),
)


@dataclass(frozen=True)
class JudgedRow:
    """An opinion ready to be registered, or `errors`; `code` is the look-up code of an opinion that is registered already."""

    raw: RawRow
    key: str
    opinion: OpinionIn | None = field(default=None, repr=False)
    errors: Sequence[tuple[str, str]] = ()
    warnings: Sequence[str] = ()
    code: str | None = None
    explicit_key: bool = False


def judge(raw: RawRow, defaults: Mapping[str, Any]) -> JudgedRow:
    """`defaults` fill what the row leaves out."""
    return _Judgement(raw, defaults).row()


def content_key(text: str, name: str, phone: str) -> str:
    """The same for the same person saying the same, whatever the row's place, spacing, diacritics or case."""
    parts = "\n".join((words_of(text), words_of(name), re.sub(r"\D", "", phone)))
    return sha256(parts.encode()).hexdigest()[:32]


class _Judgement:
    def __init__(self, raw: RawRow, defaults: Mapping[str, Any]) -> None:
        self.raw = raw
        self.defaults = defaults
        self.errors: list[tuple[str, str]] = [("row", said) for said in raw.errors]
        self.warnings: list[str] = list(raw.warnings)
        self.values = {name: value for name, value in raw.values.items() if name != "ignored"}

    def row(self) -> JudgedRow:
        told = self.values.pop("submitter", None)
        if isinstance(told, Mapping):
            self.values.update({name: told[name] for name in PERSON if told.get(name)})
        for name, value in list(self.values.items()):
            if name not in KNOWN:
                self._wrong(name, f"Không có cột nào tên «{name[:40]}»; xóa hoặc sửa tên cột.")
                del self.values[name]
            elif isinstance(value, NoValue):
                self._no_value(name, value)
        text = self._text()
        person = self._person()
        key = text_of(self.values.pop("row_key", None))
        code = text_of(self.values.pop(LOOKUP, None)) or None
        shape = self._shape(text, person)
        made = key or content_key(text or shape.get("summary_redacted", ""), person.get("name", ""), person.get("phone", ""))
        opinion = None if self.errors else self._opinion(shape)
        return JudgedRow(self.raw, made, opinion, self.errors, self.warnings, code, bool(key))

    def _wrong(self, name: str, said: str) -> None:
        place = self.raw.cells.get(name)
        self.errors.append((name, f"Cột «{place}: {said}" if place and place != name else said))

    def _no_value(self, name: str, value: NoValue) -> None:
        said = (
            "công thức chưa có kết quả; mở tệp bằng Excel, tính lại rồi lưu, hoặc thay công thức bằng giá trị."
            if value is NoValue.FORMULA
            else "ô báo lỗi (như #REF!, #N/A); sửa lại hoặc nhập giá trị."
        )
        self._wrong(name, said)
        del self.values[name]

    def _text(self) -> str:
        text = text_of(self.values.pop("text", None))
        remark = text_of(self.values.pop(REMARK, None))
        given = (text, text_of(self.values.get("summary_redacted")), text_of(self.values.get("name")))
        fonts = {font_of(each) for each in given} - {None}
        if Font.LOST in fonts:
            self._wrong("text", "chữ dùng phông cũ (TCVN3, VNI); chuyển sang Unicode (ví dụ bằng UniKey) rồi gửi lại.")
        elif Font.GARBLED in fonts:
            self._wrong("text", "chữ bị vỡ do sai bảng mã; lưu lại tệp với bảng mã UTF-8 (Unicode) rồi gửi lại.")
        if len(text) + len(remark) > LONGEST:
            self._wrong("text", f"nội dung dài quá {LONGEST} ký tự; tách thành nhiều ý kiến hoặc rút gọn.")
        if not text and not text_of(self.values.get("summary_redacted")) and not any(name == "text" for name, _ in self.errors):
            self.errors.append(("text", "Chưa có nội dung ý kiến; ghi nội dung vào cột «Nội dung» hoặc xóa dòng."))
        self.remark = remark
        return text

    def _person(self) -> dict[str, str]:
        person = {name: text_of(self.values.pop(name)) for name in PERSON if self.values.get(name) not in (None, "")}
        if "phone" in self.raw.values and "phone" in person:
            person["phone"] = phone_of(self.raw.values["phone"])
            if not _PHONE.match(re.sub(r"[ .\-()]", "", person["phone"])):
                self.warnings.append("Số điện thoại không đúng dạng; kiểm tra lại trước khi liên hệ.")
        for name, value in person.items():
            if len(value) > (30 if name == "phone" else 200 if name == "email" else 500):
                self._wrong(name, "giá trị quá dài; kiểm tra lại cột.")
        return {name: value for name, value in person.items() if value}

    def _shape(self, text: str, person: Mapping[str, str]) -> dict[str, Any]:
        shape: dict[str, Any] = {**self.defaults, **self.values}
        for name, kind in CODES.items():
            if name in self.values:
                shape[name] = code_of(kind, text_of(self.values[name]))
                if shape[name] not in kind.__members__:
                    self._wrong(name, f"giá trị không có trong danh mục; chọn một trong: {_choices(kind)}.")
        self._domain(shape)
        self._day(shape)
        self._numbers(shape)
        shape.setdefault("submitter_kind", kind_of(person.get("name", "")))
        if text_of(shape.get("submitter_kind")) == SubmitterKind.ANONYMOUS and person:
            shape["submitter_kind"] = kind_of(person.get("name", "")) if "submitter_kind" not in self.values else shape["submitter_kind"]
        if person:
            shape["submitter"] = dict(person)
        shape["text"] = "\n".join(part for part in (text, self.remark) if part)
        shape["summary_redacted"] = self._summary(text, person, shape)
        return shape

    def _domain(self, shape: dict[str, Any]) -> None:
        told = text_of(shape.get("domain_code"))
        shape.pop("domain_code", None)
        if told and (code := domain_of(told)):
            shape["domain_code"] = code.value
        elif told:
            self.warnings.append("Lĩnh vực ghi trong tệp không có trong danh mục; ý kiến được nhập chưa có lĩnh vực, cần phân loại sau.")

    def _day(self, shape: dict[str, Any]) -> None:
        if "received_at" not in self.values:
            return
        moment: datetime | None = day_of(self.values["received_at"])
        if moment is None:
            self._wrong("received_at", "không phải ngày; ghi theo dạng ngày/tháng/năm, ví dụ 05/02/2026.")
            shape.pop("received_at")
        else:
            shape["received_at"] = moment.isoformat()

    def _numbers(self, shape: dict[str, Any]) -> None:
        for name in ("represented_count", "slip_no"):
            told = text_of(self.values.get(name)) if name in self.values else ""
            if told and not (told.isdecimal() and len(told) <= DIGITS and 1 <= int(told) <= 100_000):
                self._wrong(name, "cần số nguyên từ 1 trở lên.")
                shape.pop(name)
            elif told:
                shape[name] = int(told)
        for name in ("needs_interpreter", "raised_live"):
            if isinstance(shape.get(name), str | int | float):
                shape[name] = fold(text_of(shape[name])) in YES
        for name in ("opinion_id", "source_ref", "target_session_id", "submitter_ref", "received_by_org_id", "language"):
            if name in self.values:
                shape[name] = text_of(self.values[name])

    def _summary(self, text: str, person: Mapping[str, str], shape: Mapping[str, Any]) -> str:
        """The file's own, else the content when nobody can be recognised in it, else a neutral sentence: what is public is never risked."""
        own = text_of(self.values.get("summary_redacted"))
        if own:
            return own
        if text and (len(text) > LONGEST_SUMMARY or may_name_somebody(text, person.get("name", ""))):
            self.warnings.append(
                "Nội dung có thể nêu thông tin cá nhân nên không dùng làm tóm tắt công khai; thêm cột «Tóm tắt» nếu muốn công khai nội dung."
            )
            return neutral_summary(shape.get("domain_code"))
        return " ".join(text.split())

    def _opinion(self, shape: dict[str, Any]) -> OpinionIn | None:
        try:
            return OpinionIn.model_validate_json(orjson.dumps(shape), strict=False)
        except (ValidationError, TypeError) as error:
            found = field_messages(error.errors()) if isinstance(error, ValidationError) else {"row": "Giá trị chưa hợp lệ."}
            for name, said in found.items():
                self._wrong(name, said)
            return None


def may_name_somebody(text: str, name: str) -> bool:
    """Numbers, addresses, the sender's own name, or a title before a full name."""
    folded = f" {words_of(name)} "
    own = len(folded.split()) >= 2 and folded in f" {words_of(text)} " and kind_of(name) is SubmitterKind.CITIZEN and not _is_group(name)
    return own or names_a_person(text) or bool(_NAMED.search(text))


def kind_of(name: str) -> SubmitterKind:
    """Who spoke, judged by how the sender is called; without a name, anonymous."""
    words = words_of(name)
    if not words:
        return SubmitterKind.ANONYMOUS
    return next((kind for starts, kind in _KINDS if re.match(rf"({starts})\b", words)), SubmitterKind.CITIZEN)


def _is_group(name: str) -> bool:
    return bool(
        re.match(r"(cu tri|ho dan|nhan dan|hoi vien|doan vien|hoc sinh|cong nhan|dai bieu|can bo|ba con|tap the|cac ho)\b", words_of(name))
    )


def neutral_summary(domain_code: str | None) -> str:
    """What is shown of an opinion whose content may name somebody."""
    about = LABELS[DomainCode].get(domain_code or "", "")
    return f"Ý kiến về {about[:1].lower()}{about[1:]} (chưa tóm tắt)" if about else "Ý kiến chưa tóm tắt"


def _choices(kind: Any) -> str:
    return ", ".join(LABELS[kind].values())
