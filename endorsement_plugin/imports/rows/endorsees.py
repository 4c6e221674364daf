"""A row of endorsees: names in one cell or two, states and reasons that go together."""

from endorsement_plugin.imports.words import REASONS, STATES
from review_queue.typed.cleaning import clean
from review_queue.typed.fields import NO_LINK
from review_queue.typed.links import holds_link

from .fields import Reading, Said, is_wrong, read_day, read_email, read_number, read_word, read_yes_or_no

LONGEST_NAME = 100


def read_endorsee(said: Said, reading: Reading) -> None:
    """The values of the row, and all that is wrong with them."""
    read_number(said)
    if not said.values["number"]:
        said.wrong("number", "The number is missing.")
    _names(said)
    read_email(said)
    read_word(said, "category", reading, missing="The credential is missing.")
    read_day(said, "granted", reading, missing="The day on which it was granted is missing.")
    read_day(said, "due", reading, to_come=True)
    read_day(said, "provisional_until", reading, to_come=True)
    _state(said, reading)
    read_yes_or_no(said, "listed")
    languages = said.values["languages"].replace(";", ",").replace("/", ",").split(",")
    said.values["languages"] = [one for one in map(clean, languages) if one]
    granted = said.values["granted"]
    for name, label in (("due", "The renewal was due"), ("provisional_until", "Its last day is")):
        if granted and said.values[name] and said.values[name] < granted:
            said.wrong(name, f"{label} before it was granted.")


def _names(said: Said) -> None:
    whole = said.values.pop("name")
    if whole and not said.values["family_name"]:
        given, family = _parts(whole, said.values["given_name"])
        said.values["given_name"], said.values["family_name"] = given, family
    names = {name: said.values[name] for name in ("given_name", "family_name")}
    if not any(names.values()):
        said.wrong("family_name", "The name is missing.")
    for name, text in names.items():
        if holds_link(text):
            said.wrong(name, NO_LINK)
        elif len(text) > LONGEST_NAME:
            said.wrong(name, f"The name has more than {LONGEST_NAME} characters.")


def _parts(whole: str, given: str) -> tuple[str, str]:
    """Family name first before a comma; else the last word. Whoever has one name has it as the given one."""
    if given:
        return given, whole.removeprefix(given).strip()
    before, comma, after = whole.partition(",")
    if comma and after.strip():
        return after.strip(), before.strip()
    first, _, last = whole.rpartition(" ")
    return (first, last) if first else (last, "")


def _state(said: Said, reading: Reading) -> None:
    """State and reason as the record keeps them: a reason where it is inactive, and only there."""
    read_word(said, "state", reading)
    read_word(said, "reason", reading)
    state, _, reason = (said.values["state"] or "active").partition(":")
    if state == "inactive":
        reason = reason or said.values["reason"]
        if not reason and not is_wrong(said, "state", "reason"):
            said.wrong(
                "reason", "It is inactive, and nothing says why: not renewed, at request, or sanctioned."
            )
    elif said.values["reason"] and not is_wrong(said, "state"):
        said.wrong("reason", f"A reason to be inactive is given, and the state is “{STATES[state]}”.")
    said.values["state"], said.values["reason"] = state, reason if reason in REASONS else ""
    if state == "provisional" and not said.values["provisional_until"]:
        if not is_wrong(said, "provisional_until"):
            said.wrong("provisional_until", "It is provisional, and nothing says until when.")
    elif state != "provisional":
        said.values["provisional_until"] = None
