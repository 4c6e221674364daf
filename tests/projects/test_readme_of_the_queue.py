"""From nothing to the first decided answer, by the queue's README and nothing else.

Every command and block of code is taken from it. In `make test` pip is left out: the wheel's contents are on
the path, and modules that pip would not have installed with it cannot be imported. In `make soak` pip
installs it.
"""

import html
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.projects import readme, wheels
from tests.review_queue.work.fleet import wait_until
from tests.running_demo import free_port

pytestmark = pytest.mark.projects

NEW_PASSWORD = "a long one, of seven words or so"
A_COMMAND, A_BLOCK, A_FORM = 10, 20, 8
"""Seconds that somebody takes to copy a command, to paste a block into a file, to fill in a form."""
OF_THE_MACHINE, IN_ALL = 300, 600


class Person:
    """Somebody with a browser, without its scripts."""

    def __init__(self, site: str) -> None:
        self.site, self.session, self.forms = site, requests.Session(), 0

    def get(self, path: str) -> str:
        self.url = self.site + path
        return self._shown(self.session.get(self.url, timeout=60))

    def send(self, path: str, **typed: str) -> str:
        """A form of the page that was shown last: its hidden fields go with it."""
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.page))
        typed = {**hidden, **typed}
        self.forms += 1
        return self._shown(
            self.session.post(self.site + path, data=typed, headers={"Referer": self.url}, timeout=60)
        )

    def _shown(self, answer: requests.Response) -> str:
        assert answer.status_code == 200, f"{answer.status_code} {answer.url}\n{answer.text[:2000]}"
        self.url, self.page = answer.url, answer.text
        return self.page


@dataclass(frozen=True)
class Terminal:
    """A folder, where commands are found, and where modules are."""

    folder: Path
    programs: str
    modules: str = ""

    def run(self, command: str, more: str = "", typed: str | None = None) -> str:
        words = [*command.split(), more] if more else command.split()
        return wheels.run(words, self.folder, self.modules, programs=self.programs, typed=typed)

    @contextmanager
    def running(self, command: str) -> Iterator[None]:
        with (self.folder / "output.txt").open("a") as output:
            process = subprocess.Popen(
                command.split(),
                cwd=self.folder,
                env={"PATH": self.programs, "PYTHONPATH": self.modules},
                stdout=output,
                stderr=output,
            )
            try:
                yield
            finally:
                process.terminate()
                process.wait(timeout=30)


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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "society"
    made.mkdir()
    return made


def test_the_readme_leads_to_a_decided_answer(wheel: Path, installed: Path, tmp_path: Path, folder: Path):
    refusing = tmp_path / "refusing"
    refusing.mkdir()
    readme.refuse(readme.strangers(readme.installed_by(wheels.requirements(wheel))), refusing)
    make, activate, install, *_ = readme.commands()
    assert (make, activate) == ("python3 -m venv .venv", ". .venv/bin/activate")
    assert install == "pip install wagtail-endorsement"
    follow(Terminal(folder, wheels.PATH, f"{refusing}:{installed}"))


@pytest.mark.soak
def test_pip_installs_it_and_all_of_it_takes_ten_minutes(
    wheel: Path, folder: Path, record_property: Callable[[str, object], None]
):
    """The machine's part is measured in seconds of a processor, with those of every process that was started,
    as a busy machine has them too; the person's is counted, step by step."""
    began, clock = processor(), time.monotonic()
    make, _, install, *_ = readme.commands()
    subprocess.run(make.split(), cwd=folder, check=True, capture_output=True)
    programs = f"{folder / '.venv' / 'bin'}:/usr/bin:/bin"
    pip = shutil.which("pip", path=programs)
    assert pip == str(folder / ".venv" / "bin" / "pip")
    done = subprocess.run(
        [pip, *install.replace("wagtail-endorsement", str(wheel)).split()[1:]],
        cwd=folder, env={**os.environ, "PYTHONPATH": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    forms = follow(Terminal(folder, programs))
    machine = processor() - began
    commands, blocks = len(readme.commands()), len(BLOCKS)
    by_hand = commands * A_COMMAND + blocks * A_BLOCK + forms * A_FORM
    steps = {"commands": commands, "blocks": blocks, "forms": forms}
    steps["on the wall"] = round(time.monotonic() - clock)
    for name, figure in {**steps, "processor": round(machine), "by hand": by_hand}.items():
        record_property(name, figure)
        print(f"{name}: {figure}")
    assert machine < OF_THE_MACHINE
    assert machine + by_hand < IN_ALL


def processor() -> float:
    """Seconds of this process and of those that have ended under it."""
    return sum(os.times()[:4])


BLOCKS = ("settings", "urls", "send.py")


def follow(terminal: Terminal) -> int:
    """All that comes after the installation; how many forms were sent, by all people together."""
    folder, run = terminal.folder, terminal.run
    _, _, _, start, migrate, example, set_up, serve, clock = readme.commands()
    run(start)
    settings, urls = folder / "essays" / "settings.py", folder / "essays" / "urls.py"
    settings.write_text(settings.read_text() + readme.python_block(BLOCKS[0]))
    urls.write_text(urls.read_text() + readme.python_block(BLOCKS[1]))
    with pytest.raises(AssertionError, match="No module named 'wagtail'"):
        run("python -c", "import wagtail")
    run("python manage.py check --fail-level WARNING")
    run(migrate)
    written = run(example.partition(" > ")[0])
    (folder / example.partition(" > ")[2]).write_text(written)
    said = run(set_up)
    assert "nothing has changed" in run(set_up)

    port = free_port()
    site = f"http://localhost:{port}"
    with terminal.running(f"{serve} {port} --noreload"), terminal.running(clock):
        wait_until(lambda: _answers(site))
        people = chosen_passwords(said, site)
        assert set(people) == {"clara", "chris", "robin", "sasha", "toni"}
        run("python manage.py shell", typed=readme.python_block(BLOCKS[2]))
        _clear(people["clara"])
        readers = [people[name] for name in ("robin", "sasha", "toni")]
        wait_until(lambda: sum(bool(answers(one)) for one in readers) == 2)
        for one in readers:
            for code in answers(one):
                _score(one, code)
        ask = 'from review_queue import intake; print(intake.status("essay-0001").outcome)'
        wait_until(lambda: "passed" in run("python manage.py shell -c", ask))
    assert "Penman" not in "".join(one.page for one in readers)
    return sum(one.forms for one in people.values())


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
