"""From nothing to the first decided answer, by the queue's README and nothing else.

Every command and block of code is taken from it. Modules that pip would not have installed with the wheel
cannot be imported; what pip does is left out, as the wheel's contents are on the path.
"""

import html
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from tests.projects import readme, wheels
from tests.review_queue.work.fleet import wait_until
from tests.running_demo import free_port

pytestmark = pytest.mark.projects

NEW_PASSWORD = "a long one, of seven words or so"


class Person:
    """Somebody with a browser, without its scripts."""

    def __init__(self, site: str) -> None:
        self.site, self.session = site, requests.Session()

    def get(self, path: str) -> str:
        self.url = self.site + path
        return self._shown(self.session.get(self.url, timeout=60))

    def send(self, path: str, **typed: str) -> str:
        """A form of the page that was shown last: its hidden fields go with it."""
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.page))
        typed = {**hidden, **typed}
        return self._shown(
            self.session.post(self.site + path, data=typed, headers={"Referer": self.url}, timeout=60)
        )

    def _shown(self, answer: requests.Response) -> str:
        assert answer.status_code == 200, f"{answer.status_code} {answer.url}\n{answer.text[:2000]}"
        self.url, self.page = answer.url, answer.text
        return self.page


@contextmanager
def running(command: list[str], folder: Path, path: str) -> Iterator[None]:
    with (folder / "output.txt").open("a") as output:
        process = subprocess.Popen(
            command, cwd=folder, env={"PATH": wheels.PATH, "PYTHONPATH": path}, stdout=output, stderr=output
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


def typed(command: str) -> list[str]:
    return [sys.executable if word == "python" else word for word in command.split()]


def chosen_passwords(said: str, site: str) -> dict[str, Person]:
    """Everybody follows the link that was printed for them, and signs in."""
    people = {}
    for address, path in re.findall(r"^  (\S+)  http://localhost:8000(\S+)$", said, re.MULTILINE):
        person = people[address.partition("@")[0]] = Person(site)
        person.get(path)
        person.send(person.url.removeprefix(site), new_password1=NEW_PASSWORD, new_password2=NEW_PASSWORD)
        assert "<h1>Sign in</h1>" in person.page
        person.send("/sign-in/", username=address.upper(), password=NEW_PASSWORD)
        assert "Sign out" in person.page
    return people


def codes(page: str, of: str) -> list[str]:
    return list(dict.fromkeys(re.findall(rf'href="/review/{of}/([^/"]+)/"', page)))


def answers(person: Person) -> list[str]:
    """The codes of what waits for this reader."""
    return codes(person.get("/review/"), "answer")


def test_the_readme_leads_to_a_decided_answer(wheel: Path, installed: Path, tmp_path: Path):
    refusing = tmp_path / "refusing"
    refusing.mkdir()
    readme.refuse(readme.strangers(readme.installed_by(wheels.requirements(wheel))), refusing)
    path = f"{refusing}:{installed}"
    folder = tmp_path / "society"
    folder.mkdir()
    make, activate, install, start, migrate, example, set_up, serve, clock = readme.commands()
    assert (make, activate) == ("python3 -m venv .venv", ". .venv/bin/activate")
    assert install == "pip install wagtail-endorsement"

    wheels.run(typed(start), folder, path)
    settings, urls = folder / "essays" / "settings.py", folder / "essays" / "urls.py"
    settings.write_text(settings.read_text() + readme.python_block("settings"))
    urls.write_text(urls.read_text() + readme.python_block("urls"))
    with pytest.raises(AssertionError, match="No module named 'wagtail'"):
        wheels.run([sys.executable, "-c", "import wagtail"], folder, path)
    wheels.run(typed("python manage.py check --fail-level WARNING"), folder, path)
    wheels.run(typed(migrate), folder, path)
    written = wheels.run(typed(example.partition(" > ")[0]), folder, path)
    (folder / example.partition(" > ")[2]).write_text(written)
    said = wheels.run(typed(set_up), folder, path)
    assert "nothing has changed" in wheels.run(typed(set_up), folder, path)
    (folder / "send.py").write_text(readme.python_block("send.py"))

    port = free_port()
    site = f"http://localhost:{port}"
    with (
        running([*typed(serve), str(port), "--noreload"], folder, path),
        running(typed(clock), folder, path),
    ):
        wait_until(lambda: _answers(site))
        people = chosen_passwords(said, site)
        assert set(people) == {"clara", "chris", "robin", "sasha", "toni"}
        with (folder / "send.py").open() as lines:
            done = subprocess.run(
                typed("python manage.py shell"), cwd=folder, stdin=lines, capture_output=True, text=True,
                env={"PATH": wheels.PATH, "PYTHONPATH": path}, check=False,
            )  # fmt: skip
        assert done.returncode == 0, done.stderr
        _clear(people["clara"])
        readers = [people[name] for name in ("robin", "sasha", "toni")]
        wait_until(lambda: sum(bool(answers(one)) for one in readers) == 2)
        for one in readers:
            for code in answers(one):
                _score(one, code)
        status = typed("python manage.py shell -c")
        ask = 'from review_queue import intake; print(intake.status("essay-0001").outcome)'
        wait_until(lambda: "passed" in wheels.run([*status, ask], folder, path))
    assert "Penman" not in "".join(one.page for one in readers)


def _answers(site: str) -> bool:
    try:
        return requests.get(f"{site}/sign-in/", timeout=5).ok
    except requests.ConnectionError:
        return False


def _clear(clerk: Person) -> None:
    wait_until(lambda: bool(codes(clerk.get("/review/staff/clearance/"), "staff/clearance")))
    (code,) = codes(clerk.page, "staff/clearance")
    page = clerk.get(f"/review/staff/clearance/{code}/")
    assert "Penman" not in page
    while found := re.search(r'name="words" value="([^"]*)"><input type="hidden" name="stays"', clerk.page):
        clerk.send(f"/review/staff/clearance/{code}/tick/", words=html.unescape(found[1]), stays="on")
    clerk.send(f"/review/staff/clearance/{code}/release/")


def _score(reader: Person, code: str) -> None:
    reader.get(f"/review/answer/{code}/")
    reader.send(f"/review/answer/{code}/accept/")
    names = dict.fromkeys(re.findall(r'type="radio" name="([^"]+)"', reader.page))
    best = {name: re.findall(rf'name="{name}" value="([^"]+)"', reader.page)[-1] for name in names}
    reader.send(f"/review/answer/{code}/", **best, feedback="Sound, and easy to follow.", check="yes")
    reader.send(f"/review/answer/{code}/submit/")
