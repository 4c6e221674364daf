"""Faults of Wagtail's that answer with a 500: the functions that have them are wrapped, here alone."""

from contextlib import suppress
from typing import Any

from django.conf import settings


def mend() -> None:
    """From now on. Called once the apps are loaded."""
    _double_quotes_in_searches()
    _count_broken_images_as_missing()


def _double_quotes_in_searches() -> None:
    """SQLite's full-text search takes a quote inside a quoted term only doubled; modelsearch forgets it."""
    if not any("sqlite" in database["ENGINE"] for database in settings.DATABASES.values()):
        return
    with suppress(ImportError, LookupError):
        from modelsearch.backends.database.sqlite.query import Lexeme

        plain = Lexeme.as_sql

        def as_sql(self: Any, compiler: Any, connection: Any) -> Any:
            template, (term,) = plain(self, compiler, connection)
            return template, [term.replace('"', '""')]

        Lexeme.as_sql = as_sql


def _count_broken_images_as_missing() -> None:
    """A page shows a missing image as missing; one whose file is no image must not take the page with it."""
    from wagtail.images.exceptions import InvalidFilterSpecError
    from wagtail.images.models import Filter, SourceImageIOError

    plain = Filter.run

    def run(self: Any, image: Any, output: Any, source: Any = None) -> Any:
        try:
            return plain(self, image, output, source)
        except (SourceImageIOError, InvalidFilterSpecError):
            raise
        except Exception as error:  # whatever a decoder makes of it
            output.close()
            raise SourceImageIOError(f"{image} cannot be drawn: {error}") from error

    Filter.run = run
