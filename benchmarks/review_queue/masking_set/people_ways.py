"""How people write the names of people: the candidate, and others who are told of."""

import random
from collections.abc import Iterator

from review_queue.anonymization.words.nicknames import other_forms
from review_queue.typed.folding import folded

from .way import TITLES, Person, Way, longest, plain, slip


def own_names(person: Person, chance: random.Random) -> Iterator[Way]:
    given, family = person["given_name"], person["family_name"]
    middle, first = person.get("middle_name", ""), given.split()[0]
    full = f"{given} {family}" if given != family else family
    everyday = {
        "whole": full,
        "family first": f"{family}, {given}",
        "given": given,
        "family": family,
        "possessive": f"{given}'s",
        "curly possessive": f"{family}’s",
        "capitals": full.upper(),
        "initial": f"{given[0]}. {family}",
        "plain": plain(full),
        "other apostrophe": full.replace("ʻ", "’") if "ʻ" in full else plain(family),
        "with middle": f"{given} {middle} {family}" if middle else full,
        "middle initial": f"{given} {middle[0]}. {family}" if middle else full,
        "small": full.lower(),
    }
    for kind, pairs in (("names", everyday),):
        yield from (Way(kind, name, words) for name, words in pairs.items())
    for kind in ("middle_name", "former_name", "preferred_name", "nickname"):
        if value := person.get(kind):
            yield from (Way(kind, "alone", value), Way(kind, "possessive", f"{value}'s"))
            yield Way(kind, "with family", f"{value} {family}")
    if script := person.get("other_script"):
        yield Way("other_script", "whole", script)
        yield Way("other_script", "part", script.split()[0] if " " in script else script[1:], True)
    long = longest(family)
    hard = {
        "initials with another middle": f"{given[0]}. Q. {family}",
        "three initials with another middle": f"{given[0]}.Q.{family[0].upper()}.",
        "divided with indent": f"{long[: len(long) // 2]}-\n    {long[len(long) // 2 :].lower()}",
        "line break between": f"{given}\n     {family}",
        "run together": (first + long).lower(),
        "zero width": f"{long[:3]}\u200b{long[3:]}",
        "part of double": longest(family),
        "another added": f"{long}-Quillfeather",
        "née": f"née {long}",
        "signature": f"{given[0]}.{family[0].upper()}.",
        "digits": f"{folded(first)}1985",
        "small given": given.lower(),
        "hyphens as blanks": family.replace("-", " "),
        "blanks as hyphens": given.replace(" ", "-").replace("-", "")
        if "-" in given
        else given.replace(" ", "-"),
        "plural": f"the {long}s" if long[-1] not in "sxz" else f"the {long}es",
    }
    for kind, value in (("given", longest(given)), ("family", long)):
        if len(value) >= 4:
            hard[f"slip in {kind}"] = slip(plain(value), chance)
        if len(value) >= 9:
            hard[f"two slips in {kind}"] = slip(plain(value), chance, 2)
        if "m" in value:
            hard[f"OCR in {kind}"] = value.replace("m", "rn", 1)
    yield from (Way("names", name, words, True) for name, words in hard.items())


def other_person(person: Person, kind: str, chance: random.Random) -> Iterator[Way]:
    whole = TITLES.sub("", person[kind].split(",")[0])
    first, last = whole.split()[0], whole.split()[-1]
    usual = {
        "whole": whole,
        "doctor": f"Dr. {last}",
        "given": first,
        "family": last,
        "possessive": f"{first}'s",
        "family possessive": f"{last}’s",
        "capitals": whole.upper(),
        "initial": f"{first[0]}. {last}",
    }
    yield from (Way(kind, name, words) for name, words in usual.items())
    hard = {
        "aunty": f"Aunty {first}",
        "slip": slip(plain(longest(last)), chance),
        "signature": f"{first[0]}.{last[0].upper()}.",
        "plural": f"the {last}s" if last[-1] not in "sxz" else f"the {last}es",
        "small": whole.lower(),
        "divided": f"{last[: len(last) // 2]}-\n{last[len(last) // 2 :]}",
    }
    forms = sorted(other_forms(folded(first)))
    if forms:
        form = chance.choice(forms).capitalize()
        hard |= {"short form": form, "short form with family": f"{form} {last}"}
    yield from (Way(kind, name, words, True) for name, words in hard.items())
