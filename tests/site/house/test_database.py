"""The database the suite runs on behaves like production's."""

import pytest
from django.db import connection
from wagtail.models import Page

from association.settings.database import postgresql
from endorsement_plugin.checks import check_jit


@pytest.mark.django_db
def test_sqlite_takes_the_write_lock_at_the_start_of_a_transaction():
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db
def test_sqlite_checks_foreign_keys_and_writes_ahead():
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_compiles_no_query():
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
        assert check_jit(None, databases=["default"]) == []
        cursor.execute("SET jit = on")
        (warning,) = check_jit(None, databases=["default"])
        cursor.execute("SET jit = off")
    assert "-c jit=off" in str(warning.hint)


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", "-c jit=off"),
        ("?options=-c%20statement_timeout%3D5s", "-c jit=off -c statement_timeout=5s"),
        ("?sslmode=require&options=-c%20jit%3Don", "-c jit=off -c jit=on"),  # the last one holds
    ],
)
def test_what_the_address_asks_for_is_kept(query: str, options: str):
    found = postgresql(f"postgresql://someone@db.example.org/name{query}")["OPTIONS"]
    assert found["options"] == options


@pytest.mark.postgres
@pytest.mark.parametrize("time", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_finds_and_leaves_the_rows_of_migrations(time):
    assert Page.objects.filter(depth=1).exists()
    Page.objects.all().delete()
