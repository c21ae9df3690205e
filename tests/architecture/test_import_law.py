"""Who may import whom, and proof that the law bites: one planted violation for each of its contracts."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from house import ROOT

CONFIG = ROOT / "pyproject.toml"
LAW = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["tool"]["importlinter"]
PLANTED = {
    "strangers": ("intake/pages.py", "import sessions"),
    "one_way": ("intake/readmodel.py", "import intake.pages"),
    "pure": ("intake/opinion.py", "import sqlalchemy"),
    "own_words": ("chassis/web.py", "import contracts.intake"),
}


def lint(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-logo", "--no-cache"]
    chosen = [word for each in contracts for word in ("--contract", each)]
    paths = {} if folder == ROOT else {"PYTHONPATH": str(folder)}
    return subprocess.run(
        [*command, "--config", str(CONFIG), *chosen], cwd=folder, env={**os.environ, **paths}, capture_output=True, text=True, check=False
    )


def test_the_law_is_kept() -> None:
    told = lint(ROOT)
    assert told.returncode == 0, told.stdout


@pytest.fixture
def empty_house(tmp_path: Path) -> Path:
    """The packages and modules that the law names, all empty."""
    named = {*LAW["root_packages"]}
    for contract in LAW["contracts"]:
        named |= {
            each for each in [*contract.get("source_modules", ()), *contract.get("forbidden_modules", ())] if each.split(".")[0] in named
        }
    named |= {"intake.pages", "intake.readmodel", "chassis.web"}
    for name in sorted(named):
        parts = name.split(".")
        (tmp_path / parts[0]).mkdir(exist_ok=True)
        (tmp_path / parts[0] / "__init__.py").touch()
        if len(parts) > 1:
            (tmp_path / parts[0] / f"{parts[1]}.py").touch()
    return tmp_path


def test_every_contract_of_the_law_is_tried() -> None:
    assert {contract["id"] for contract in LAW["contracts"]} == set(PLANTED)


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_is_found(empty_house: Path, contract: str) -> None:
    assert lint(empty_house, contract).returncode == 0, "the empty house keeps the law"
    where, what = PLANTED[contract]
    (empty_house / where).write_text(what + "\n", encoding="utf-8")
    told = lint(empty_house, contract)
    assert told.returncode == 1, told.stdout + told.stderr
