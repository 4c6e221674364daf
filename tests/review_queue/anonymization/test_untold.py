"""What nobody told of: forms that are masked, what is listed, and the field's own prose, which is neither."""

import pytest

from review_queue.anonymization.identifiers import read
from review_queue.anonymization.mask import Masker


def mask(text, *identifiers):
    return Masker(read({"kind": kind, "value": value} for kind, value in identifiers)).mask(text)


def shown(masked):
    return [masked.text[one.start : one.end] for one in masked.suspects]


@pytest.mark.parametrize(
    "number",
    [
        "503 - 555 - 0164", "503 – 555 – 0164", "503,555,0164", "503, 555, 0164", "503_555_0164",
        "503/555/0164", "503 . 555 . 0164", "+1 - 503 - 555 - 0164", "(503)555-0164", "503—555—0164",
    ],
)  # fmt: skip
@pytest.mark.parametrize("told", [(), (("phone", "(503) 555-0164"),)])
def test_telephone_numbers_with_spaced_dashes_commas_and_underscores(number, told):
    assert mask(f"Call {number} first.", *told).text == "Call [PHONE-1] first."


@pytest.mark.parametrize(
    "number", ["5O3-555-O164", "50 35 55 01 64", "5 0 3 5 5 5 0 1 6 4", "555_0164", "555 0164", "555, 0164"]
)
def test_a_known_number_is_masked_however_it_is_parted_or_misread(number):
    assert mask(f"Call {number} first.", ("phone", "503.555.0164")).text == "Call [PHONE-1] first."


def test_seven_digits_that_nobody_told_are_shown():
    masked = mask("Call 555 0164 first.")
    assert (masked.text, shown(masked)) == ("Call 555 0164 first.", ["555 0164"])


@pytest.mark.parametrize(
    "link",
    [
        "wexlow.health",
        "wexlow.clinic/team",
        "wexlow.org.au",
        "team.wexlow.ca",
        "wexlow.io",
        "wexlow.foundation",
    ],
)
def test_links_outside_com_and_org(link):
    assert mask(f"see {link} there").text == "see [LINK-1] there"


@pytest.mark.parametrize("link", ["wexlow.care", "wexlow.family", "wexlow dot org", "wexlow [dot] school"])
def test_what_may_be_a_link_is_shown(link):
    masked = mask(f"see {link} there")
    assert (masked.text, shown(masked)) == (f"see {link} there", [link])


@pytest.mark.parametrize(
    "address",
    ["kp at wexlow dot org", "k.p [at] wexlow [dot] org", "kp (at) wexlow.org", "kp @ wexlow dot org"],
)
def test_a_spelled_out_address_is_shown_or_masked(address):
    masked = mask(f"write {address} then")
    left = masked.text.replace("[LINK-1]", "")
    assert "wexlow" not in left or any("wexlow" in one for one in shown(masked))
    assert "kp" not in left.replace("k.p", "kp") or any("k" in one for one in shown(masked))


@pytest.mark.parametrize(
    "date",
    [
        "17-May-1973", "17-May-73", "17.May.1973", "17 May, 1973", "May-17-1973", "5 / 17 / 1973",
        "17. May 1973", "17/May/1973",
    ],
)  # fmt: skip
def test_dates_with_hyphens_and_spaced_slashes(date):
    assert mask(f"on {date} there").text == "on [DATE-1] there"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("I came in May of 1973 and stayed.", "May of 1973"),
        ("I was born in May 1973, the youngest.", "May 1973"),
        ("born 1973, the youngest", "1973"),
        ("my birthday in 1973", "1973"),
        ("DOB: May 1973", "May 1973"),
    ],
)
def test_a_month_or_year_of_birth_is_shown(text, date):
    masked = mask(text)
    assert (masked.text, shown(masked)) == (text, [date])


@pytest.mark.parametrize(
    "street",
    [
        "1420 Ulune Street",
        "98-1247 Kaahumanu St",
        "44 Birch Ln",
        "7 N. Oak Hill Rd",
        "P.O. Box 1187",
        "PO Box 330",
    ],
)
def test_a_street_with_its_number_is_masked(street):
    assert mask(f"at {street}, above a bakery").text == "at [PLACE-1], above a bakery"


@pytest.mark.parametrize("street", ["Ulune Street", "Kapiolani Boulevard", "98-211 Pali Momi"])
def test_a_street_without_number_or_kind_is_shown(street):
    assert shown(mask(f"we live on {street} now")) == [street]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("we met Leilani Quillfeather there", ["Quillfeather"]),
        ("we met Quillfeather Leilani Brontsky there", ["Quillfeather", "Brontsky"]),
        ("I asked Dr. Leilani Quillfeather", ["Quillfeather"]),
        ("I asked Dr. Leilani", []),
        ("My name is Leilani", []),
        ("the Leilani Family Center", []),
        ("at Leilani Quillfeather House", ["Quillfeather House"]),
    ],
)
def test_what_a_mask_leaves_of_a_suspect_is_shown(text, rest):
    assert shown(mask(text, ("given_name", "Leilani"))) == rest


@pytest.mark.parametrize(
    "name",
    [
        "Kahiau", "Tomasz", "Auntie Pua", "Dr. Ilse Baumgartner", "Rosalind Achterberg",
        "Kealakehe Family Services", "Sparrow House", "Bluebird House", "Lincoln County Birth to Five",
        "Waimanalo", "the Nakasones",
        "St. Odile's Nursery", "Fennimore Institute for Young Children", "Grace Young",
    ],
)  # fmt: skip
def test_names_of_people_places_and_organizations_are_shown(name):
    said = name.removeprefix("the ")
    masked = mask(f"Before it I spoke with {name}, at length.")
    assert [one for one in shown(masked) if said in one] == [said]


def test_a_name_is_shown_at_the_start_of_a_sentence_too():
    assert shown(mask("It was late. Kahiau said so. Nobody had asked. Makoa's baby slept.")) == [
        "Kahiau",
        "Makoa's",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Infant Mental Health begins with Early Head Start, and Infant Mental Health ends nowhere.",
        "The Infant Mental Health Specialist (IMHS) and the Infant Family Associate met on Monday in May.",
        "I use the Edinburgh Postnatal Depression Scale and the Ages and Stages Questionnaire.",
        "Don't hurry. I'm listening. Can't you wait? Won't they? They'll come in March 2021.",
        "Child Protective Services, Family Court and the Department of Health sent Part C forms.",
        "Reflective Supervision and Trauma-Informed Care were new to the Neonatal Intensive Care Unit.",
        "According to Bowlby and Winnicott, Attachment Theory names what Spanish and English mothers know.",
        "The Grandmother, the Church and God were there in Summer.",
    ],
)
def test_the_fields_own_prose_is_neither_masked_nor_shown(text):
    masked = mask(text, ("given_name", "Kaiulani"), ("family_name", "Keawe"), ("employer", "Pohai House"))
    assert (masked.text, shown(masked)) == (text, [])
