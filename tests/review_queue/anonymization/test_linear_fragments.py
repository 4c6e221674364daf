"""Time stays linear for repeated fragments of whatever any pattern of masking looks for.

Ratios of two sizes in one run (`growth`): seconds depend on the machine.
"""

import importlib
import pkgutil
import random
import re

import pytest

from review_queue import anonymization
from review_queue.anonymization.identifiers import Identifier, Kind
from review_queue.anonymization.mask import Masker

from .test_linear import MOST, PEOPLE, growth, seconds

TOLD = [
    *PEOPLE,
    Identifier(Kind.GIVEN_NAME, "Keʻala"),
    Identifier(Kind.FAMILY_NAME, "Shcherbakova-Lee"),
    Identifier(Kind.EMPLOYER, "Children's Home & Women's Society of Oregon"),
    Identifier(Kind.BIRTH_DATE, "1973-05-17"),
    Identifier(Kind.ADDRESS, "98-1247 Kaahumanu Street Apt 3, Waipahu, HI 96797"),
    Identifier(Kind.OTHER_SCRIPT, "김민지"),
    Identifier(Kind.OTHER_SCRIPT, "Оксана Щербакова"),
    Identifier(Kind.EMAIL, "k.p@wexlow-visits.org"),
]
EXAMPLES = """
    write k.p+x@mail.wexlow.org | see https://wexlow.org/a?b=c or www.wexlow.io/team or wexlow.care. |
    kp at wexlow dot org | k.p [at] wexlow [dot] org | @kp_home | call +1 (808) 555-0147,
    808 - 555 - 0147, 8O8_555_O147 or 555 0147 | 078-05-1120
    license no. ABC-12345 | 12345678 |
    on March 3rd, 2021, 3rd of March 2021, 17-May-1973, 5 / 17 / 73, 2021-03-04
    born in May of 1973 | 98-1247 N. Oak Hill Street | P.O. Box 118 | 75-170 Hualalai Road |
    Dr. Ilse Baum-Gartner Wu
    My name is Keola Kane | signed, Keola | Rosalind of the Achterberg House and St. Odile's |
    the Nakasones don't
    K. Q. Shcherbakova-Quill, K. | K.Q.L. KQL | Kwan-Lee's | Shcher-
        bakova | Shchhrbakvoa Nakarnura rnrn vvcl0 | [NAME-1] | 김민지가 Оксаной | ʻAʻa Keʻala’s |
    Ruth Okafor, LMSW, IMH-E®
    Apt 4B # 12 | example\u3002com | a  \t  b\n\n  c | i am, and we're 3 of
"""


def patterns():
    """Every compiled pattern of the package, by module and name."""
    for found in pkgutil.walk_packages(anonymization.__path__, f"{anonymization.__name__}."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{found.name}.{name}", value


def fragments():
    """Pieces of the examples, each of up to twelve characters, and each of the examples whole."""
    chance = random.Random(19)
    whole = [example.strip() for example in re.split(r"\s\|\s", EXAMPLES)]
    yield from whole
    for example in whole * 3:
        start = chance.randrange(len(example))
        yield example[start : start + chance.randint(1, 12)] + chance.choice(["", "", " ", "\n", "-", "."])


def test_the_examples_have_something_for_every_pattern():
    text = " ".join(EXAMPLES.split(" | ")) + "\n" + EXAMPLES
    pieces = [
        text,
        *re.split(r"[\s,]+", text),
        *re.split(r"\s\|\s", EXAMPLES),
        "-\n",
        " - ",
        ".  ",
        "&",
        "\n\n",
        "s",
    ]
    unmatched = {name for name, one in patterns() if not any(one.search(piece) for piece in pieces)}
    assert unmatched == set()


def mask(text):
    Masker(TOLD).mask(text)


@pytest.mark.long
def test_no_repeated_fragment_takes_more_than_its_share():
    slow = {piece: ratio for piece in fragments() if (ratio := growth(mask, piece)) >= MOST}
    assert slow == {}


@pytest.mark.parametrize(
    "sign",
    [
        ".", "-", "\u2014", "_", ",", "'", "\u02bb", "\u0301", "\u0489", "\u20dd", "\u200b", "\u200d",
        "\u00ad", "\u202e", "\ufe0f", "\u3164", " ", "\n",
        "-\n ", "0", "O", "A", "\u0130", "\uac00", "\ufdfa", "e\u0301",
    ],
)  # fmt: skip
def test_a_hundred_thousand_of_one_sign(sign):
    assert growth(mask, sign) < MOST
    assert seconds(mask, (sign * 100_000)[:100_000]) < 10
    assert seconds(mask, "Keʻala" + (sign * 100_000)[:100_000] + "Lee") < 10
