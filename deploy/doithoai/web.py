"""One web process for all five services, each at its own address below the same site."""

from functools import partial

from chassis.cli import serve
from chassis.observability.log import configure
from chassis.start import running
from chassis.web.app import site
from doithoai.places import SERVICES
from doithoai.reach import composed_from_environment


def main() -> None:
    """Serve until SIGTERM."""
    services = [composed_from_environment(name) for name in SERVICES]
    settings = services[0].settings
    configure("web", "web", level=settings.log_level, style=settings.log_format)
    serve(site(services, starts={service.name: partial(running, service, "web") for service in services}), settings)


if __name__ == "__main__":
    main()
