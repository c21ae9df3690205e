"""`python -m notify web|worker|migrate|check`."""

from chassis.cli import run
from notify.main import compose
from notify.settings import Settings

run(compose, Settings)
