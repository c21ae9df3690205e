"""The vendored front end is, byte for byte, what was taken, and each package brings its licence."""

import hashlib

from house import ROOT

VENDOR = ROOT / "services" / "chassis" / "src" / "chassis" / "ui" / "vendor"
OURS = {"SHA256SUMS", "README.md"}


def sums() -> dict[str, str]:
    lines = (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def test_every_vendored_file_matches_its_checksum() -> None:
    assert {path: hashlib.sha256((VENDOR / path).read_bytes()).hexdigest() for path in sums()} == sums()


def test_nothing_lies_there_without_a_checksum() -> None:
    found = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    assert found - OURS == set(sums())


def test_every_package_brings_its_licence() -> None:
    assert all((folder / "LICENSE").is_file() for folder in VENDOR.iterdir() if folder.is_dir())


def test_the_shared_stylesheet_stays_small() -> None:
    assert len((VENDOR.parent / "assets" / "console.css").read_text(encoding="utf-8").splitlines()) <= 300
