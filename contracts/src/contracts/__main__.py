"""`python -m contracts compatible | release`: is every released promise kept; freeze today's contracts as a release."""

import sys
from argparse import ArgumentParser

from contracts import compatibility, generated


def main(arguments: list[str] | None = None) -> int:
    parser = ArgumentParser(prog="python -m contracts", description=__doc__)
    parser.add_argument("act", choices=["compatible", "release"])
    if parser.parse_args(arguments).act == "release":
        print(generated.release())  # noqa: T201
        return 0
    released = compatibility.load(generated.ROOT / "released")
    found = list(compatibility.broken(released, compatibility.current(generated.ROOT / "examples")))
    for fault in found:
        print(f"{fault.type} since {fault.release}: {fault.reason}", file=sys.stderr)  # noqa: T201
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
