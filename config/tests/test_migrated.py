"""The database that tests are copied from holds what this checkout's migrations make."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.testing import migrated


@pytest.mark.django_db
def test_every_migration_was_applied():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_what_migrations_read_decides():
    read = {
        str(path.relative_to(settings.BASE_DIR))
        for path in migrated._read_by_migrations(Path(settings.BASE_DIR))
    }
    assert "statements/migrations/0001_initial.py" in read
    assert {"statements/search/sql/triggers.py", "statements/search/attributes.py"} <= read
    assert "statements/roles.py" in read
    assert "statements/views/pages.py" not in read


def test_another_text_that_a_migration_reads_needs_another_database(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    (tmp_path / "requirements.txt").write_text("")
    folder = tmp_path / "people" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_initial.py").write_text("from people import texts\n")
    (tmp_path / "people" / "texts.py").write_text("from people.deeper import TEXT\n")
    deeper = tmp_path / "people" / "deeper.py"
    deeper.write_text("TEXT = 'SELECT 1'\n")
    before = migrated._fingerprint()
    assert migrated._fingerprint() == before
    deeper.write_text("TEXT = 'SELECT 2'\n")
    assert migrated._fingerprint() != before
