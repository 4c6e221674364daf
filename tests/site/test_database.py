"""The database the suite runs on behaves like production's."""

import pytest
from django.db import connection
from wagtail.models import Page


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
@pytest.mark.parametrize("time", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_finds_and_leaves_the_rows_of_migrations(time):
    assert Page.objects.filter(depth=1).exists()
    Page.objects.all().delete()
