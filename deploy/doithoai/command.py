"""The command `doithoai`: the list of its groups, each a module of its own that is loaded when it is asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

from doithoai import exits

if TYPE_CHECKING:
    from typer._click.core import Command, Context

PLACES = {
    "demo": "doithoai.demo:demo",
    "up": "doithoai.system:up",
    "down": "doithoai.system:down",
    "status": "doithoai.system:status",
    "containers": "doithoai.containers.command:app",
    "load": "doithoai.load:load",
    "import": "doithoai.import_lists:import_lists",
    "report": "doithoai.report:app",
    "deadline": "doithoai.deadline:deadline",
    "calendar": "doithoai.work_calendar:app",
    "parked": "doithoai.parked:app",
    "republish": "doithoai.republish:republish",
    "rebuild": "doithoai.rebuild:rebuild",
    "verify": "doithoai.verify:verify",
    "erase": "doithoai.erase:erase",
    "token": "doithoai.access_token:token",
}


class LoadedWhenAsked(TyperGroup):
    """Subcommands by name; only the one that runs is imported."""

    def list_commands(self, ctx: "Context") -> list[str]:
        return list(PLACES)

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        return loaded(cmd_name) if cmd_name in PLACES else None


def loaded(name: str) -> "Command":
    """The command of that name, from its module."""
    module, _, attribute = PLACES[name].partition(":")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        group = typer.Typer(add_completion=False)
        group.command(name)(found)
        found = group
    made = typer.main.get_command(found)
    made.name = name
    return made


app = typer.Typer(
    cls=LoadedWhenAsked,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    epilog=exits.EXPLAINED,
)


@app.callback()
def main() -> None:
    """Đối Thoại: dialogues between heads and the people, answered in writing, on time."""
