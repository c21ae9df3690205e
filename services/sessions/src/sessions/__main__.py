"""`python -m sessions web|worker|migrate|check`."""

from chassis.cli import run
from sessions.main import compose
from sessions.settings import Settings

if __name__ == "__main__":
    run(compose, Settings)
