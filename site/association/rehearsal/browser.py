"""A browser without a window: pages, forms, and a session for each person. It runs no script."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from bs4 import BeautifulSoup, Tag

TIMEOUT_S = 60
PAUSE_S = 5.0
PAUSES = 24
"""A site slows down who signs in many times a minute; a rehearsal waits up to two minutes for it."""
CONTROLS = "input[name], select[name], textarea[name]"
UNSENT = {"submit", "button", "image", "reset", "file"}


class Stuck(Exception):
    """The page does not let us go on; the message says where and what it showed."""


class Browser:
    """One person's session."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._session = requests.Session()

    def get(self, path: str) -> "Screen":
        """Open a path of the demo, or one of the links that it sent."""
        url = urljoin(self.address, path)
        return self._screen(lambda: self._session.get(url, timeout=TIMEOUT_S))

    def send(self, form: "Form", page_url: str) -> "Screen":
        """Submit a form as it is filled in now."""
        url = urljoin(page_url, form.action or page_url)
        headers = {"Referer": page_url}
        if form.method == "get":
            return self._screen(
                lambda: self._session.get(url, params=form.pairs, headers=headers, timeout=TIMEOUT_S)
            )
        files = {name: (path.name, path.read_bytes(), "application/pdf") for name, path in form.files.items()}
        return self._screen(
            lambda: self._session.post(
                url, data=form.pairs, files=files or None, headers=headers, timeout=TIMEOUT_S
            )
        )

    def _screen(self, attempt: Callable[[], requests.Response]) -> "Screen":
        response = attempt()
        for _ in range(PAUSES):
            if response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
                break
            time.sleep(PAUSE_S)
            response = attempt()
        if response.status_code >= 400:
            raise Stuck(f"{response.request.method} {response.url} answered {response.status_code}")
        return Screen(self, response.url, BeautifulSoup(response.text, "lxml"))


@dataclass
class Form:
    """The controls of a form with what they hold."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in self.fields.items() for value in values]

    def fill(self, values: dict[str, str | list[str]]) -> None:
        """Put in the values whose controls exist; those of other pages are left out."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name] = value if isinstance(value, list) else [value]


@dataclass
class Screen:
    """A page that came back."""

    browser: Browser
    url: str
    soup: BeautifulSoup

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def text(self) -> str:
        main = self.soup.find("main") or self.soup
        return " ".join(main.get_text(" ").split())

    def links(self, part: str) -> list[str]:
        """Addresses of the page's links that contain `part`, each once, in order."""
        addresses = (str(link["href"]) for link in self.soup.select("a[href]"))
        return list(dict.fromkeys(urljoin(self.url, href) for href in addresses if part in href))

    def has_form(self, control: str = "", action: str = "") -> bool:
        return self._find(control, action) is not None

    def attribute(self, control: str, name: str) -> str:
        """What the page says of a control. Raises Stuck if it does not."""
        tag = self.soup.select_one(f'[name="{control}"]')
        if tag is None or not tag.get(name):
            raise Stuck(f"{self.path} says no {name} of {control}: {self.text[:300]}")
        return str(tag[name])

    def submit(
        self,
        values: dict[str, str | list[str]] | None = None,
        *,
        control: str = "",
        action: str = "",
        button: tuple[str, str] | None = None,
        files: dict[str, Path] | None = None,
    ) -> "Screen":
        """Fill in and send the form with this control or action, else the one to the page itself."""
        tag = self._find(control, action)
        if tag is None:
            raise Stuck(f"{self.path} has no form for {control or action}: {self.text[:300]}")
        form = read_form(tag, self.soup)
        form.fill(values or {})
        form.files = files or {}
        if button:
            form.fields[button[0]] = [button[1]]
        return self.browser.send(form, self.url)

    def _find(self, control: str, action: str) -> Tag | None:
        for tag in self.soup.find_all("form"):
            names = {held.get("name") for held in controls_of(tag, self.soup)}
            target = str(tag.get("action") or "")
            if control in names or (action and action in target) or (not control + action + target):
                return tag
        return None


def controls_of(tag: Tag, soup: BeautifulSoup) -> list[Tag]:
    """The controls inside the form, and those elsewhere that say they belong to it."""
    controls = [one for one in tag.select(CONTROLS) if one.get("form", tag.get("id")) == tag.get("id")]
    if tag.get("id"):
        controls += [
            one for one in soup.select(CONTROLS) if one.get("form") == tag["id"] and one not in controls
        ]
    return controls


def read_form(tag: Tag, soup: BeautifulSoup) -> Form:
    """The form as a browser would send it untouched, without any button."""
    form = Form(str(tag.get("action") or ""), str(tag.get("method") or "get").lower())
    for control in controls_of(tag, soup):
        if control.has_attr("disabled") or control.get("type") in UNSENT:
            continue
        form.fields.setdefault(str(control["name"]), []).extend(_held(control))
    return form


def _held(control: Tag) -> list[str]:
    if control.name == "textarea":
        return [control.text.removeprefix("\n")]
    if control.name == "select":
        chosen = control.select("option[selected]") or control.select("option")[:1]
        return [str(option.get("value", option.text)) for option in chosen]
    if control.get("type") in {"checkbox", "radio"}:
        return [str(control.get("value", "on"))] if control.has_attr("checked") else []
    return [str(control.get("value", ""))]
