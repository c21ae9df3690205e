"""`python -m followup web|worker|migrate|check`."""

from chassis.cli import run
from followup.main import compose
from followup.settings import Settings

run(compose, Settings)
