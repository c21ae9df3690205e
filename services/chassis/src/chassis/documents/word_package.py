"""A Word file whose bytes depend on its content alone: its parts in one order, all with one time."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)


def fixed(package: bytes) -> bytes:
    """The same parts, sorted by name behind the content types, without the times of their making."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as parts, ZipFile(out, "w") as again:
        for name in sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            again.writestr(entry, parts.read(name))
    return out.getvalue()
