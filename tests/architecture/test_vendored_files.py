"""The vendored front end is, byte for byte, what was taken, and each package brings its licence."""

import hashlib
from pathlib import Path

import pytest
from house import ROOT

UI = ROOT / "services" / "chassis" / "src" / "chassis" / "ui"
VENDORS = [UI / "vendor", ROOT / "tests" / "browser" / "vendor"]
OURS = {"SHA256SUMS", "README.md"}


def sums(vendor: Path) -> dict[str, str]:
    lines = (vendor / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


@pytest.mark.parametrize("vendor", VENDORS, ids=["delivered", "tests"])
def test_every_vendored_file_matches_its_checksum(vendor: Path) -> None:
    assert {path: hashlib.sha256((vendor / path).read_bytes()).hexdigest() for path in sums(vendor)} == sums(vendor)


@pytest.mark.parametrize("vendor", VENDORS, ids=["delivered", "tests"])
def test_nothing_lies_there_without_a_checksum(vendor: Path) -> None:
    found = {str(path.relative_to(vendor)) for path in vendor.rglob("*") if path.is_file()}
    assert found - OURS == set(sums(vendor))


@pytest.mark.parametrize("vendor", VENDORS, ids=["delivered", "tests"])
def test_every_package_brings_its_licence(vendor: Path) -> None:
    assert all((folder / "LICENSE").is_file() for folder in vendor.iterdir() if folder.is_dir())


def test_the_shared_stylesheet_stays_small() -> None:
    assert len((UI / "assets" / "console.css").read_text(encoding="utf-8").splitlines()) <= 300
