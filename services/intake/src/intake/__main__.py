"""python -m intake web|worker|migrate|check."""

from chassis.cli import run
from intake.main import compose
from intake.settings import Settings

run(compose, Settings)
