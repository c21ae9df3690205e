"""`python -m contracts.generate [--check]`: write the schemas and the AsyncAPI document, or say which are stale and exit 1."""

import sys
from argparse import ArgumentParser

from contracts import generated


def main(arguments: list[str] | None = None) -> int:
    parser = ArgumentParser(prog="python -m contracts.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 when a generated file is stale")
    if not parser.parse_args(arguments).check:
        print(f"{len(generated.write())} files written")  # noqa: T201
        return 0
    stale = list(generated.stale())
    for path in stale:
        print(f"stale: {path.relative_to(generated.ROOT)}", file=sys.stderr)  # noqa: T201
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
