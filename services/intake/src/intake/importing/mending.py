"""The rows that could not be taken, as a workbook to mend and send again: the office's own headings and cells, and what is wrong beside them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from chassis.privacy.local import LocalVault
from chassis.workbooks.write import Column, Shown, workbook
from intake.importing.uploading import Told, content_of

WRONG = "Lỗi cần sửa"
WHERE = "Vị trí trong tệp cũ"


HEADINGS = (
    Column("STT", 6),
    Column("Họ tên/đơn vị", 28),
    Column("Địa chỉ", 24),
    Column("Điện thoại", 14),
    Column("Nội dung ý kiến, kiến nghị", 60),
    Column("Tóm tắt", 40),
    Column("Lĩnh vực", 22),
    Column("Mức độ", 14),
    Column("Ngày tiếp nhận", 14),
    Column("Ghi chú", 24),
)


def empty_list() -> bytes:
    """A list to fill in: the headings every import understands."""
    return workbook("TỔNG HỢP Ý KIẾN, KIẾN NGHỊ", HEADINGS, ())


async def file_to_mend(vault: LocalVault, told: Told) -> bytes:
    """XLSX; the two last columns say what is wrong and where the row stood. Sent again, they are passed over."""
    rows: list[tuple[Mapping[str, str], str, str]] = []
    for row in told.rows:
        if row.state == "error" or row.outcome == "refused":
            content = await content_of(vault, row.sealed, f"row-{row.ordinal}")
            where = f"dòng {row.number}" + (f", trang {row.sheet}" if row.sheet else "")
            rows.append((content.get("kept", {}), " ".join(row.messages or ()), where))
    headings = list(dict.fromkeys(chain.from_iterable(kept for kept, _, _ in rows)))
    columns = [Column(heading, 40 if len(heading) > 15 else 20) for heading in headings]
    return workbook("CÁC DÒNG CẦN SỬA", [*columns, Column(WRONG, 60), Column(WHERE, 24)], _lines(headings, rows))


def _lines(headings: Sequence[str], rows: Sequence[tuple[Mapping[str, str], str, str]]) -> Iterator[Sequence[Shown]]:
    for kept, wrong, where in rows:
        yield [*(kept.get(heading) for heading in headings), wrong, where]
