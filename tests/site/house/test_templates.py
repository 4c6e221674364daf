"""A new migration is added to a kept template; whatever else changes, everything is migrated anew."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings

from tests import database, templates

VENDOR = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
SETTINGS = """
import os
from psycopg.conninfo import conninfo_to_dict
INSTALLED_APPS = ["endorsement_plugin"]
"""
SQLITE = """
name = os.environ["DATA_DIR"] + "/db.sqlite3"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": name}}
"""
POSTGRESQL = """
given = conninfo_to_dict(os.environ["TEST_POSTGRES_URL"])
name = given.pop("dbname")
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": name, "OPTIONS": given}}
"""
MANAGE = """
import os, sys
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""
FIRST = """
import uuid
from django.db import migrations, models
def write(apps, editor):
    apps.get_model("endorsement_plugin", "Thing").objects.create(name=uuid.uuid4())
class Migration(migrations.Migration):
    columns = [("id", models.AutoField(primary_key=True)), ("name", models.TextField())]
    operations = [
        migrations.CreateModel("Thing", columns),
        migrations.RunPython(write),
    ]
"""
NEXT = """
from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [("endorsement_plugin", "%s")]
    operations = [%s]
"""
COLUMN = 'migrations.AddField("thing", "age", models.IntegerField(default=1, db_index=True))'
LIMIT = 'migrations.AlterField("thing", "name", models.CharField(max_length=99, unique=True))'
OPTIONS = 'migrations.AlterModelOptions("thing", {"permissions": [("lift", "Can lift it")]})'


class Project:
    """A project of one table, migrated by the same code as ours; each row says when it was migrated first."""

    def __init__(self, root: Path) -> None:
        self.root, self.made = root, set[str]()
        for package in ("association/settings", "endorsement_plugin/migrations"):
            (root / package).mkdir(parents=True)
        self.write("requirements/test.txt", "")
        self.write("manage.py", MANAGE)
        self.write("association/settings/test.py", SETTINGS + SQLITE)
        self.write("association/settings/test_postgres.py", SETTINGS + POSTGRESQL)
        self.write("endorsement_plugin/__init__.py", "")
        self.write("endorsement_plugin/migrations/__init__.py", "")
        self.migration("0001_first", FIRST)

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(exist_ok=True)
        (self.root / path).write_text(text)

    def migration(self, name: str, text: str) -> None:
        self.write(f"endorsement_plugin/migrations/{name}.py", text)

    def prepared(self) -> tuple[str, list[Any]]:
        """The name in the row, and the columns, indexes and migrations of the database that tests get."""
        row = "SELECT name FROM endorsement_plugin_thing"
        applied = "SELECT app, name FROM django_migrations ORDER BY id"
        given: dict[str, Any] = {**settings.DATABASES["default"], "TEST": {"NAME": str(self.root / "given")}}
        database.prepare(given)
        if VENDOR == "sqlite3":
            with closing(sqlite3.connect(given["TEST"]["NAME"])) as it:
                schema = "SELECT name, sql FROM sqlite_master ORDER BY name"
                ((name,),) = it.execute(row)
                return name, [it.execute(query).fetchall() for query in (schema, applied)]
        self.made.add(given["TEST"]["TEMPLATE"])
        there = urlsplit(os.environ["TEST_POSTGRES_URL"])._replace(path=given["TEST"]["TEMPLATE"])
        with psycopg.connect(there.geturl()) as it:
            columns = """SELECT column_name, data_type, is_nullable, column_default, character_maximum_length
                FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, table_name"""
            indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
            ((name,),) = it.execute(row)  # type: ignore[misc]
            return name, [it.execute(query).fetchall() for query in (columns, indexes, applied)]  # type: ignore[arg-type]

    def anew(self) -> tuple[str, list[Any]]:
        """What `prepared` is without anything kept."""
        for file in templates.CACHE.glob("database-*"):
            file.unlink()
        self.forget()
        return self.prepared()

    def forget(self) -> None:
        """Nothing stays on the server, as when it is a new one."""
        if VENDOR != "sqlite3":
            with psycopg.connect(os.environ["TEST_POSTGRES_URL"], autocommit=True) as server:
                for name in self.made:
                    server.execute(f'DROP DATABASE IF EXISTS "{name}"')  # type: ignore[arg-type]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setattr(templates, "ROOT", tmp_path)
    monkeypatch.setattr(templates, "CACHE", tmp_path / ".pytest_cache")
    made = Project(tmp_path)
    yield made
    made.forget()


@pytest.mark.postgres
def test_new_migrations_are_added_to_what_is_kept(project: Project):
    first, _ = project.prepared()
    project.migration("0002_age", NEXT % ("0001_first", COLUMN))
    project.migration("0003_limit", NEXT % ("0002_age", LIMIT))
    name, added = project.prepared()
    assert name == first
    other, made_anew = project.anew()
    assert other != first
    assert added == made_anew


def edited(project: Project) -> None:
    project.migration("0001_first", FIRST + "\n")


def removed(project: Project) -> None:
    (project.root / "endorsement_plugin/migrations/0002_age.py").unlink()


def renamed(project: Project) -> None:
    removed(project)
    project.migration("0002_other", NEXT % ("0001_first", COLUMN))


def packages(project: Project) -> None:
    project.write("requirements/test.txt", "wagtail==9")


def permissions(project: Project) -> None:
    project.migration("0003_options", NEXT % ("0002_age", OPTIONS))


@pytest.mark.parametrize("change", [edited, removed, renamed, packages, permissions])
def test_anything_else_is_migrated_anew(project: Project, change: Callable[[Project], None]):
    project.migration("0002_age", NEXT % ("0001_first", COLUMN))
    first, _ = project.prepared()
    change(project)
    name, _ = project.prepared()
    assert name != first


def test_the_template_that_is_nearest_is_taken(project: Project):
    project.migration("0002_age", NEXT % ("0001_first", COLUMN))
    second, _ = project.prepared()
    removed(project)
    first, _ = project.prepared()
    assert first != second
    project.migration("0002_age", NEXT % ("0001_first", COLUMN))
    project.migration("0003_limit", NEXT % ("0002_age", LIMIT))
    third, _ = project.prepared()
    assert third == second


def test_what_lost_its_list_is_not_built_upon(project: Project):
    first, _ = project.prepared()
    for file in templates.CACHE.glob("*.json"):
        file.unlink()
    project.migration("0002_age", NEXT % ("0001_first", COLUMN))
    name, _ = project.prepared()
    assert name != first
