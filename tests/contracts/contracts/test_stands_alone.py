"""Another agency can install the contracts alone: they pull in pydantic and nothing else of ours."""

import subprocess
import sys

PROBE = """
import sys
before = set(sys.modules)
import contracts.catalogue, contracts.workdays, contracts.envelope, contracts.identifiers, contracts.labels, contracts.agencies
assert contracts.workdays.shipped_calendar().version == "2026-1"
tops = {name.partition(".")[0] for name in set(sys.modules) - before}
print(",".join(sorted(tops - set(sys.stdlib_module_names))))
"""
ALLOWED = {"contracts", "pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"}


def test_importing_the_contracts_loads_pydantic_only() -> None:
    loaded = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True).stdout.strip().split(",")
    assert {name for name in loaded if not name.startswith("_")} <= ALLOWED
