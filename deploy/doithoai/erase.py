"""doithoai erase: destroy the key of a submitter; what it sealed can be read nowhere from then on."""

from typing import Annotated

import typer

from doithoai import places
from doithoai.attach import attached, calling, taken
from doithoai.output import JsonOption, NameOption, emit


def erase(
    *,
    submitter: Annotated[str, typer.Argument(help="The submitter's reference.")],
    reason: Annotated[
        str, typer.Option("--reason", help="The request or decision this follows; kept, without names.")
    ] = "data subject request",
    sure: Annotated[bool, typer.Option("--yes", prompt="This cannot be undone. Erase?", help="Do not ask.")] = False,
    name: NameOption = places.DEFAULT_NAME,
    as_json: JsonOption = False,
) -> None:
    """Erase a submitter's personal data for good; the opinions and cases stay, without the person."""
    running = attached(name)
    if not sure:
        raise typer.Abort
    with calling(running, "intake") as client:
        answer = taken(client.post(f"/submitters/{submitter}/erase", json={"reason": reason}))
    emit({"submitter": submitter, "erased": True, **answer}, as_json, lambda: f"{submitter}: erased.")
