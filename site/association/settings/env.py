"""Read settings from the environment, strictly: a wrong value stops the start, it is never guessed."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# Beginnings of secrets that anybody can read: the demo's, the tests', Django's own for new projects.
PUBLISHED = ("demo-", "test-", "django-insecure", "a project that a test makes")
FEW_SIGNS = 10
MAKE_ONE = 'Make one: python -c "import secrets; print(secrets.token_urlsafe(60))"'


def text(name: str, default: str | None = None) -> str:
    """The variable's value; without a default, a missing or empty one is an error."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return default


def secret(name: str, *, least: int, default: str | None = None) -> str:
    """A value that nobody else knows: at least so many signs, not a few repeated, printed nowhere."""
    value = text(name, default)
    if value:
        refuse_known(name, value, least=least)
    return value


def refuse_known(name: str, value: str, *, least: int) -> None:
    """Raises ImproperlyConfigured, without the value in its words."""
    if any(value.startswith(beginning) for beginning in PUBLISHED):
        raise ImproperlyConfigured(f"{name} is printed in the code or the documentation. {MAKE_ONE}")
    if len(value) < least or len(set(value)) < FEW_SIGNS:
        raise ImproperlyConfigured(f"{name} is too short or too simple: {least} signs or more. {MAKE_ONE}")


def flag(name: str, default: bool) -> bool:
    """Exactly "True" or "False", because "0", "no" and "off" have each meant both."""
    value = os.environ.get(name, "")
    if not value:
        return default
    if value not in {"True", "False"}:
        raise ImproperlyConfigured(f"{name} must be True or False, not {value!r}.")
    return value == "True"


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, blanks dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def hosts(name: str) -> list[str]:
    """Names of hosts, each written out: a star would let a visitor choose the host of every link we build."""
    names = words(name)
    for host in names:
        if "*" in host or not host.strip("."):
            raise ImproperlyConfigured(f"{name}: write out each host, not {host!r}.")
    return names


def folder(name: str, default: Path) -> Path:
    """An absolute path."""
    return Path(text(name, str(default))).absolute()


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)
