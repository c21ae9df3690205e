"""Each service's schema has one newest version, reached by one path from nothing."""

import pytest
from alembic.script import ScriptDirectory
from house import SERVICES, composed

from chassis.migrate import config_for


@pytest.mark.parametrize("name", SERVICES)
def test_migrations_have_one_head_and_one_beginning(name: str) -> None:
    service = composed(name)
    script = ScriptDirectory.from_config(config_for(service.migrations, service.settings))
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
