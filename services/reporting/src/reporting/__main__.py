"""`python -m reporting web|worker|migrate|check`."""

from chassis.cli import run
from reporting.main import compose
from reporting.settings import Settings

run(compose, Settings)
