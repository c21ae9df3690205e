"""doithoai containers: what a composed system needs before its first start."""

from pathlib import Path
from typing import Annotated

import typer

from doithoai import exits, places
from doithoai.containers import files
from doithoai.containers.broker import configuration
from doithoai.output import console, fail

FOLDER = places.CHECKOUT / "deploy" / "secrets"
CONFIGURATION = places.CHECKOUT / "deploy" / "nats" / "nats.conf"

Agencies = Annotated[list[str] | None, typer.Option("--agency", envvar="AGENCIES", help="Token of an agency that may connect; repeat it.")]

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, epilog=exits.EXPLAINED)


@app.command()
def secrets(
    *,
    agency: Agencies = None,
    folder: Annotated[Path, typer.Option("--to", help="Folder of the secrets.")] = FOLDER,
) -> None:
    """Draw every password and key that is missing, one file each; what is there stays. Shown to the folder's owner only."""
    files.write(folder, agencies_of(agency))
    console.print(f"{folder}: keep a copy where nobody else reads it. Without intake_master_key no personal data can be opened again.")


@app.command()
def broker(
    *,
    agency: Agencies = None,
    file: Annotated[Path, typer.Option("--to", help="The file to write.")] = CONFIGURATION,
    check: Annotated[bool, typer.Option("--check", help="Only say whether it is up to date.")] = False,
) -> None:
    """Write the broker's configuration: who may publish and hear what."""
    wanted = configuration(agencies_of(agency))
    if check and (not file.exists() or file.read_text(encoding="utf-8") != wanted):
        fail(f"{file} is out of date: doithoai containers broker")
    if not check:
        file.write_text(wanted, encoding="utf-8")
        console.print(str(file))


def agencies_of(named: list[str] | None) -> tuple[str, ...]:
    """The agencies named, or those that the sample's organisations have."""
    return tuple(sorted(set(named or places.shipped_agencies())))
