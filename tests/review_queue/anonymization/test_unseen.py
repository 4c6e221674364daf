"""A name that looks as always is masked, whatever hides between its letters or stands in for them."""

import pytest

from review_queue.anonymization.identifiers import read
from review_queue.anonymization.mask import Masker
from review_queue.anonymization.normalize import key_of
from review_queue.anonymization.unseen import as_seen

PERSON = [
    {"kind": "given_name", "value": "Ada"},
    {"kind": "family_name", "value": "Testerman"},
    {"kind": "phone", "value": "808 555 0134"},
]
UNSEEN = {
    "zero-width space": "\u200b",
    "grapheme joiner": "\u034f",
    "zero-width joiner": "\u200d",
    "variant": "\ufe0f",
    "ideographic variant": "\U000e0100",
    "mongolian variant": "\u180b",
    "tag": "\U000e0041",
    "reserved": "\U000e0fff",
    "inherent vowel": "\u17b5",
    "control": "\x07",
    "separator": "\x1f",
    "enclosing circle": "\u20dd",
    "cyrillic thousands": "\u0488",
}
ALIKE = [
    "\u0410d\u0430 Тester\u043c\u0430n",  # Cyrillic
    "\u0391d\u03b1 \u03a4esterm\u03b1n",  # Greek
    "A\u1d05\u1d00 T\u1d07st\u1d07\u0280m\u1d00\u0274",  # small capitals
    "Ad\u0251 Testerm\u0251n",
    "\U0001f170\U0001f173\U0001f170",  # white on black
    "A\u0300\u0316d\u0489a\u0301 T\u0336e\u0336s\u0336t\u0336e\u0336r\u0336m\u0336a\u0336n",
]


def mask(text: str) -> str:
    return Masker(read(PERSON)).mask(text).text


@pytest.mark.parametrize("sign", UNSEEN.values(), ids=UNSEEN)
@pytest.mark.parametrize("name", ["Ada", "Testerman"])
def test_what_hides_in_a_name_does_not_hide_it(name: str, sign: str) -> None:
    for spelled in (sign.join(name), name[0] + sign + name[1:], name[:-1] + sign + name[-1]):
        told = mask(f"I told {spelled} so.")
        assert told.startswith("I told [NAME-1]")
        assert told.endswith(" so.")


@pytest.mark.parametrize("spelled", ALIKE)
def test_letters_that_look_alike_spell_the_same_name(spelled: str) -> None:
    told = mask(f"We met {spelled} there.")
    assert told.startswith("We met [NAME-1]")
    assert not set("destrn") & set(told[7:-7].casefold().replace("[name-1]", ""))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("808\u200b555\u200b0134", "[PHONE-1]"),
        ("312\u2060555\u20600199", "[PHONE-1]"),
        ("3\ufe0f1\ufe0f2\ufe0f-\ufe0f555-0199", "[PHONE-1]"),
        ("someone.else＠example．org", "[EMAIL-1]"),
        ("someone\u200d@\u200bexam\u00adple.org", "[EMAIL-1]"),
        ("www．lokahi．org", "[LINK-1]"),
        ("123\u200b-45-6789", "[NUMBER-1]"),
    ],
)
def test_what_identifies_by_its_form_is_found_in_what_is_seen(text: str, masked: str) -> None:
    assert mask(f"Ask at {text} again.") == f"Ask at {masked} again."


@pytest.mark.parametrize(
    "text",
    [
        "Two lines.\nA\ttab, a\xa0blank and\x85an end.",
        "می‌خواهم",  # a joiner that Persian spells with
        "A family 👨‍👩‍👧 and a heart ❤️",
        "葛\U000e0100城市",
        "今日は。明日も。",
        "Иван и Нина пришли домой.",
    ],
)
def test_what_is_seen_stays(text: str) -> None:
    assert mask(text) == text
    assert as_seen(as_seen(text)) == text


def test_a_name_of_another_script_is_one_name_in_any_case() -> None:
    assert key_of("Тамара") == key_of("ТАМАРА") == key_of("тамара")
    assert key_of("Тамара") != key_of("Тамила")


def test_hiding_signs_take_no_time() -> None:
    for sign in ("\u200d", "\ufe0f", "\u200b", "．", "a\u200d", "\u0301"):
        assert len(mask(sign * 200_000)) <= 400_000
