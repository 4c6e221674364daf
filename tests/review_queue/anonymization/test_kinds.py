"""Each kind of identity that a sender may tell of, in the ways it is written."""

import pytest

from review_queue.anonymization.identifiers import Kind, read
from review_queue.anonymization.known.birth_dates import read_date
from review_queue.anonymization.mask import Masker


def mask(text, *identifiers):
    return Masker(read({"kind": kind, "value": value} for kind, value in identifiers)).mask(text)


def shown(masked):
    return [masked.text[one.start : one.end] for one in masked.suspects]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_finds_its_own_value(kind):
    value = {
        Kind.BIRTH_DATE: "1973-05-17",
        Kind.EMAIL: "kawena.p@example.org",
        Kind.PHONE: "808 555 0134",
        Kind.WEB_SITE: "https://www.wexlow-visits.care/team",
        Kind.ADDRESS: "1420 Ulune Street, Apt 3, Aiea, HI 96701",
        Kind.LICENSE_NUMBER: "LSW-48213",
        Kind.MEMBER_NUMBER: "200417",
        Kind.OTHER_SCRIPT: "Оксана Шевчук",
    }.get(kind, "Wexlow Kamrowski")
    masked = mask(f"then ({value}) came", (kind.value, value))
    assert "[" in masked.text
    assert not any(word in masked.text for word in value.split() if len(word) > 4)


MIDDLE = (("given_name", "Ioane"), ("middle_name", "Kealoha"), ("family_name", "Pukui"))


@pytest.mark.parametrize(
    "text",
    ["Ioane Kealoha Pukui", "Pukui, Ioane Kealoha", "Kealoha Pukui", "Kealoha", "I. K. Pukui", "I.K.P."],
)
def test_a_middle_name_is_a_name(text):
    assert mask(f"then {text} came", *MIDDLE).text == "then [NAME-1] came"


@pytest.mark.parametrize(
    "text",
    [
        "May 17, 1973", "17 May 1973", "17-May-1973", "17th of May, 1973", "May 17th", "the 17th of May",
        "May of 1973", "May 1973", "5/17/1973", "05/17/73", "17.05.1973", "1973-05-17", "1973/5/17",
        "05/1973", "May seventeenth", "MAY 17 1973", "may 17, 1973",
    ],
)  # fmt: skip
@pytest.mark.parametrize("value", ["1973-05-17", "May 17, 1973", "5/17/1973"])
def test_a_birth_date_is_masked_with_its_day_or_month(text, value):
    left = mask(f"born {text}, as they say", ("birth_date", value)).text
    assert left in ("born [DATE-1], as they say", "born the [DATE-1], as they say")


def test_the_year_of_birth_is_shown_and_other_months_are_left():
    masked = mask("It was 1973, or March 1974, or May.", ("birth_date", "1973-05-17"))
    assert (masked.text, shown(masked)) == ("It was 1973, or March 1974, or May.", ["1973"])


@pytest.mark.parametrize("value", ["", "soon", "32/13/1973", "May", "1973", "0000-00-00"])
def test_what_is_no_date_masks_nothing(value):
    assert read_date(value) is None
    assert mask("in May 1973", ("birth_date", value)).text == "in May 1973"


ADDRESS = ("address", "98-1247 Kaahumanu Street\nApt 12\nWaipahu, HI 96797")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("at 98-1247 Kaʻahumanu St. now", "at [PLACE-1]. now"),
        ("at 98-1247 KAAHUMANU STREET now", "at [PLACE-1] now"),
        ("on Kaahumanu Street now", "on [PLACE-1] now"),
        ("in Waipahu now", "in [PLACE-1] now"),
        ("in Hawaii, HI, now", "in Hawaii, HI, now"),
        ("at Apt 12 now", "at Apt 12 now"),
    ],
)
def test_an_address_is_masked_by_street_and_town(text, masked):
    assert mask(text, ADDRESS).text == masked


def test_a_town_that_is_an_everyday_word_is_shown():
    masked = mask("We met in Hope, and with hope.", ("city", "Hope"))
    assert (masked.text, shown(masked)) == ("We met in Hope, and with hope.", ["Hope"])


@pytest.mark.parametrize("text", ["wexlow-visits.care", "www.wexlow-visits.care/team", "WEXLOW-VISITS.CARE"])
def test_a_web_site_is_masked_whatever_its_ending(text):
    masked = mask(f"see {text} there", ("web_site", "https://wexlow-visits.care"))
    assert "exlow" not in masked.text.casefold()


def test_the_domain_of_an_address_is_masked_unless_it_is_anybodys():
    masked = mask("at wexlow.care, at gmail.com", ("email", "k.p@wexlow.care"), ("email", "kpu@gmail.com"))
    assert masked.text == "at [LINK-1], at [LINK-2]"  # the second by its form
    masked = mask(
        "I use gmail daily; Wexlow does not", ("email", "k.p@wexlow.care"), ("email", "k@gmail.com")
    )
    assert shown(masked) == ["Wexlow"]


def test_a_supervisor_is_masked_as_a_referee_is():
    assert mask("Dr. Okafor and Ruth", ("supervisor", "Dr. Ruth Okafor")).text == "Dr. [NAME-1] and [NAME-1]"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("김민지", "저는 김민지입니다"),
        ("김민지", "민지가 썼다"),
        ("田中 花子", "私は田中花子です"),
        ("فاطمة الزهراء", "وقالت لفاطمة"),
        ("Оксана Шевчук", "написано Оксаной Шевчуком"),
        ("สมชาย ใจดี", "ผมชื่อสมชายครับ"),
    ],
)
def test_a_name_in_another_script_is_masked_inside_words(value, text):
    masked = mask(text, ("other_script", value))
    assert "[NAME-1]" in masked.text
    assert not any(part in masked.text for part in value.split())


@pytest.mark.parametrize(
    "value", ["1/1/99999999999", "99999999999999999999-01-01", "5/1/" + "1" * 5_000, "1973-13-01", ""]
)
def test_a_birth_date_that_is_none_is_not_looked_for(value):
    assert read_date(value) is None
    assert mask("in May 1973", ("birth_date", value)).text == "in May 1973"
