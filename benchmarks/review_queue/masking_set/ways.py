"""How people write what identifies somebody: by kind, what is usual, and what is harder and happens."""

import random
import re
from collections.abc import Iterator
from datetime import date

from .organization_ways import organization
from .people_ways import other_person, own_names
from .way import Person, Way, longest, plain, slip


def ways(person: Person, chance: random.Random) -> Iterator[Way]:
    """Every way of every kind that this person has."""
    yield from own_names(person, chance)
    for kind in ("referee", "supervisor"):
        yield from other_person(person, kind, chance)
    for kind in ("employer", "agency"):
        yield from organization(person, kind, chance)
    yield from _numbers(person)
    yield from _net(person)
    yield from _born(date.fromisoformat(person["birth_date"]))
    yield from _lives(person, chance)


def _numbers(person: Person) -> Iterator[Way]:
    digits = re.sub(r"\D", "", person["phone"])[-10:]
    area, three, four = digits[:3], digits[3:6], digits[6:]
    usual = {
        "dashes": f"{area}-{three}-{four}",
        "dots": f"{area}.{three}.{four}",
        "parentheses": f"({area}) {three}-{four}",
        "blanks": f"{area} {three} {four}",
        "together": digits,
        "country": f"+1 {area} {three} {four}",
        "local": f"{three}-{four}",
    }
    yield from (Way("phone", name, words) for name, words in usual.items())
    hard = {
        "spaced dashes": f"{area} - {three} - {four}",
        "commas": f"{area},{three},{four}",
        "comma and blank": f"{area}, {three}, {four}",
        "underscores": f"{area}_{three}_{four}",
        "slashes": f"{area}/{three}/{four}",
        "local with blank": f"{three} {four}",
        "pairs": " ".join(re.findall("..", digits)),
        "en dashes": f"{area} – {three} – {four}",
        "letters for zeros": f"{area}-{three}-{four}".replace("0", "O"),
    }
    yield from (Way("phone", name, words, True) for name, words in hard.items())
    for kind in ("license_number", "member_number"):
        value = person[kind]
        yield from (Way(kind, "as told", value), Way(kind, "small", value.lower()))
        yield Way(kind, "blank for hyphen", value.replace("-", " "), True)
        yield Way(kind, "run together", re.sub(r"[\s/-]", "", value), True)
        yield Way(kind, "digits alone", max(re.findall(r"\d+", value), key=len), True)


def _net(person: Person) -> Iterator[Way]:
    local, _, domain = person["email"].partition("@")
    yield from (Way("email", "as told", person["email"]), Way("email", "capitals", person["email"].upper()))
    hard = {"spoken": f"{local} at {domain.replace('.', ' dot ')}", "blanks around": f"{local} @ {domain}"}
    hard |= {"brackets": f"{local} [at] {domain.replace('.', ' [dot] ')}", "local part": local}
    if domain.split(".")[0] not in {"gmail", "yahoo", "outlook", "proton"}:
        hard["domain"] = domain
    yield from (Way("email", name, words, True) for name, words in hard.items())
    if site := person.get("web_site"):
        bare = re.sub(r"^(https?://)?(www\.)?", "", site)
        yield from (Way("web_site", "as told", site), Way("web_site", "bare", bare))
        yield from (
            Way("web_site", "www", f"www.{bare}"),
            Way("web_site", "page", f"https://{bare}/about-us"),
        )
        yield Way("web_site", "spoken", bare.replace(".", " dot "), True)
        yield Way("web_site", "name", bare.rpartition(".")[0], True)


def _born(day: date) -> Iterator[Way]:
    usual = {
        "long": f"{day:%B} {day.day}, {day.year}",
        "day first": f"{day.day} {day:%B} {day.year}",
        "slashes": f"{day.month}/{day.day}/{day.year}",
        "two digits": f"{day:%m/%d/%y}",
        "ISO": day.isoformat(),
        "short month": f"{day:%b} {day.day}, {day.year}",
    }
    yield from (Way("birth_date", name, words) for name, words in usual.items())
    hard = {
        "hyphens": f"{day.day}-{day:%b}-{day.year}",
        "month of year": f"{day:%B} of {day.year}",
        "month and year": f"{day:%B} {day.year}",
        "dots": f"{day.day}.{day.month}.{day.year}",
        "day and month": f"{day.day} {day:%B}",
        "year": str(day.year),
        "capitals": f"{day:%B} {day.day} {day.year}".upper(),
        "year first": f"{day.year}, {day:%B} {day.day}",
    }
    yield from (Way("birth_date", name, words, True) for name, words in hard.items())


def _lives(person: Person, chance: random.Random) -> Iterator[Way]:
    line = person["address"].split(",")[0]
    street = re.sub(r"^[\d-]+\s+", "", re.sub(r" (Apt|Unit) \S+$", "", line))
    yield from (Way("address", "first line", line), Way("address", "street", street))
    yield from (Way("address", "whole", person["address"]), Way("address", "capitals", line.upper()))
    short = street
    for long, shorter in (
        ("Street", "St"),
        ("Avenue", "Ave"),
        ("Road", "Rd"),
        ("Highway", "Hwy"),
        ("Drive", "Dr"),
    ):
        short = short.replace(long, shorter) if long in short else short.replace(f"{shorter} ", f"{long} ")
    named = [word for word in street.split() if len(word) > 4 and word != "Avenue"]
    hard = {
        "other abbreviation": f"{short}.",
        "plain": plain(street),
        "name of the street": named[0] if named else street,
    }
    yield from (Way("address", name, words, True) for name, words in hard.items())
    city = person["city"]
    yield from (
        Way("city", "alone", city),
        Way("city", "possessive", f"{city}'s"),
        Way("city", "plain", plain(city)),
    )
    yield from (Way("city", "based", f"{city}-based", True), Way("city", "capitals", city.upper(), True))
    if len(longest(city)) > 5:
        yield Way("city", "slip", city.replace(longest(city), slip(longest(city), chance), 1), True)
