"""Settings are read strictly, and production refuses to start half configured."""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from association.settings import database, env

ROOT = Path(__file__).parents[3]
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "association.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "BASE_URL": "https://endorsement.example.org",
    "BROKER_URL": "redis://127.0.0.1:6379/0",
    "EMAIL_HOST": "mail.example.org",
    "DEFAULT_FROM_EMAIL": "office@example.org",
}


def check(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    clean = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        command, cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, check=False
    )


def test_production_passes_the_deploy_check():
    assert check(COMPLETE).returncode == 0


@pytest.mark.parametrize("name", ["SECRET_KEY", "BASE_URL", "BROKER_URL", "EMAIL_HOST", "DEFAULT_FROM_EMAIL"])
def test_production_refuses_to_start_without(name: str):
    done = check({key: value for key, value in COMPLETE.items() if key != name})
    assert done.returncode != 0
    assert f"Set the environment variable {name}." in done.stderr


def test_production_refuses_an_address_without_tls():
    done = check({**COMPLETE, "BASE_URL": "http://endorsement.example.org"})
    assert "BASE_URL must be an https address" in done.stderr


PRINTED = re.compile(r"(?:SECRET_KEY|METRICS_TOKEN)[\"']?\s*[:=]\s*[\"']?([^\"'\s$`(){}]{6,}[^\"'\n]*)")


def printed() -> set[str]:
    """Every secret that somebody can read in this repository."""
    command = ["git", "ls-files", "*.py", "*.md", "*.toml"]
    tracked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    files = [ROOT / name for name in tracked if not name.endswith("test_settings.py")]
    assert files
    return {value for file in files for value in PRINTED.findall(file.read_text()) if "[" not in value}


def test_no_secret_that_is_printed_here_is_taken():
    found = printed()
    assert {"demo-only-never-in-production", "test-only"} <= found
    for value in found:
        with pytest.raises(ImproperlyConfigured, match=r"is printed|too short"):
            env.refuse_known("SECRET_KEY", value * 3, least=50)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "demo-only-never-in-production", "SECRET_KEY is printed"),
        ("SECRET_KEY", "k3xq9", "SECRET_KEY is too short"),
        ("SECRET_KEY", "ab" * 40, "SECRET_KEY is too short or too simple"),
        ("SECRET_KEY", "django-insecure-k2v9w0b4x7m1q8z5r3t6y-n0c4f8h1j5l9p2s6u", "SECRET_KEY is printed"),
        ("SECRET_KEY_FALLBACKS", "test-only", "SECRET_KEY_FALLBACKS is printed"),
        ("METRICS_TOKEN", "prometheus", "METRICS_TOKEN is too short"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS: write out each host"),
        ("ALLOWED_HOSTS", "a.example.org,*.example.org", "ALLOWED_HOSTS: write out each host"),
        ("ALLOWED_HOSTS", ".", "ALLOWED_HOSTS: write out each host"),
    ],
)
def test_production_refuses_what_protects_nothing(name: str, value: str, words: str):
    done = check({**COMPLETE, name: value})
    assert done.returncode != 0
    assert words in done.stderr
    assert f"{value}" not in done.stderr.splitlines()[-1] or name == "ALLOWED_HOSTS"


@pytest.mark.parametrize(("given", "expected"), [("True", True), ("False", False), ("", True)])
def test_a_flag(monkeypatch: pytest.MonkeyPatch, given: str, expected: bool):
    monkeypatch.setenv("A_FLAG", given)
    assert env.flag("A_FLAG", default=True) is expected


@pytest.mark.parametrize("given", ["true", "0", "no", "on"])
def test_a_flag_that_could_mean_anything_is_refused(monkeypatch: pytest.MonkeyPatch, given: str):
    monkeypatch.setenv("A_FLAG", given)
    with pytest.raises(ImproperlyConfigured, match="A_FLAG must be True or False"):
        env.flag("A_FLAG", default=True)


def test_a_number_must_be_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("A_NUMBER", "ten")
    with pytest.raises(ImproperlyConfigured, match="whole number"):
        env.number("A_NUMBER", 1)


def test_words_are_split_and_trimmed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WORDS", " a.example.org, ,b.example.org ")
    assert env.words("WORDS") == ["a.example.org", "b.example.org"]


def test_without_a_url_the_database_is_a_file():
    chosen = database.choose("", Path("there.sqlite3"))
    assert chosen["NAME"] == Path("there.sqlite3")
    assert "synchronous=FULL" in chosen["OPTIONS"]["init_command"]


def test_a_database_url_is_taken_apart():
    chosen = database.choose("postgresql://ann:p%40ss@db.example.org:5433/end?sslmode=require", Path("x"))
    assert (chosen["USER"], chosen["PASSWORD"], chosen["HOST"]) == ("ann", "p@ss", "db.example.org")
    assert (chosen["PORT"], chosen["NAME"]) == ("5433", "end")
    assert chosen["OPTIONS"] == {"sslmode": "require", "options": "-c jit=off"}


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://host"])
def test_another_kind_of_url_is_refused(url: str):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database.choose(url, Path("x"))
