"""What is written and mailed about faults: where in the code, never what was typed.

The words of an error, an address, a form's data and the variables of a frame may all hold what somebody
wrote, or a referee's link. A report has the error's type, the places in the code, and the pattern of the
address.
"""

import logging
import socket
from collections.abc import Iterator
from hashlib import sha256
from traceback import walk_tb
from types import TracebackType
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.mail import mail_admins
from django.urls import Resolver404, resolve

EVERY_S = 3600
AT_MOST_AN_HOUR = 10
"""Mails, whatever number of kinds of faults there is."""


class Discreet(logging.Formatter):
    """A line of the log, and below it the places of an error. For requests the pattern of the address."""

    def format(self, record: logging.LogRecord) -> str:
        if not hasattr(record, "request"):
            return super().format(record)
        line = logging.LogRecord(
            record.name, record.levelno, record.pathname, record.lineno, headline(record), (), record.exc_info
        )
        line.created, line.msecs = record.created, record.msecs
        return super().format(line)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        return "\n".join(places(ei[1])) if ei[1] else ""


class MailDigest(logging.Handler):
    """Mails ADMINS of each kind of fault at once, then at most hourly with how often it came since."""

    def emit(self, record: logging.LogRecord) -> None:
        if not settings.ADMINS:
            return
        kind = kind_of(record)
        key = f"fault.{sha256(kind.encode()).hexdigest()}"
        try:
            if not cache.add(f"{key}.told", 1, EVERY_S):
                _count(f"{key}.since", EVERY_S * 24)
            elif _count("fault.mails", EVERY_S) <= AT_MOST_AN_HOUR:
                since = cache.get(f"{key}.since", 0)
                cache.delete(f"{key}.since")
                mail_admins(kind[:120], report(record, since), fail_silently=True)
        except Exception:
            self.handleError(record)


def kind_of(record: logging.LogRecord) -> str:
    """What is one fault, however often it comes: its type and the place where it was raised."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return f"{record.levelname} {record.name}: {record.module}.{record.funcName}"
    place = next(reversed(_places_of(error.__traceback__)), "an unknown place")
    return f"{_name(error)} at {place}"


def report(record: logging.LogRecord, since: int) -> str:
    """The body of a mail."""
    error = record.exc_info[1] if record.exc_info else None
    again = f"It came {since} more times since the last mail.\n" if since else ""
    where = f"{headline(record)}\nOn {socket.gethostname()}, logged by {record.name}.\n"
    later = "For an hour no other mail tells of it; the log has every one.\n"
    return "\n".join([where + again + later, *places(error)])


def headline(record: logging.LogRecord) -> str:
    """Status, method and pattern of the address."""
    request: Any = getattr(record, "request", None)
    if request is None:
        return f"{record.levelname} in {record.module}.{record.funcName}"
    status = getattr(record, "status_code", "")
    return f"{status} {getattr(request, 'method', '')} {_pattern(getattr(request, 'path_info', ''))}"


def places(error: BaseException | None) -> Iterator[str]:
    """Type and places of the error, then of what led to it."""
    while error is not None:
        yield f"{_name(error)}:"
        yield from (f"  {place}" for place in _places_of(error.__traceback__))
        error = error.__cause__ or error.__context__


def _places_of(traceback: TracebackType | None) -> list[str]:
    return [
        f"{frame.f_globals.get('__name__', '?')}.{frame.f_code.co_name}:{line}"
        for frame, line in walk_tb(traceback)
    ]


def _name(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _pattern(path: str) -> str:
    try:
        return f"/{resolve(path).route}"
    except Resolver404:
        return "an unknown address"


def _count(key: str, seconds: int) -> int:
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key))
    except ValueError:
        return 1
