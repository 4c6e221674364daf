import pytest

from review_queue.redaction.geometry import Area, Box, lines_of, union


def test_the_part_on_the_page():
    assert Box(-5, 10, 700, 900).within(600, 800) == Box(0, 10, 600, 800)
    assert Box(610, 10, 700, 20).within(600, 800).is_empty


def test_an_area_covers_every_pixel_it_touches():
    assert Area(0, 0.101, 0.5, 0.2004, 1.0).on(1000, 10) == Box(101, 5, 201, 10)
    assert Area(0, -1, -1, 2, 2).on(10, 10) == Box(0, 0, 10, 10)


@pytest.mark.parametrize(
    ("other", "together"),
    [
        (Box(20, 12, 30, 22), True),
        (Box(20, 7, 30, 11), False),
        (Box(20, 17, 30, 19), True),
        (Box(0, 30, 9, 40), False),
    ],
    ids=["same line", "mostly above", "a comma", "below"],
)
def test_one_line(other, together):
    assert Box(0, 10, 10, 20).beside(other) is together


def test_a_box_for_every_line():
    first, second, below = Box(0, 10, 9, 20), Box(10, 12, 19, 22), Box(0, 40, 9, 50)
    assert lines_of([first, second, below]) == [Box(0, 10, 19, 22), below]
    assert lines_of([]) == []


def test_union():
    assert union([Box(0, 5, 3, 9), Box(1, 2, 8, 4)]) == Box(0, 2, 8, 9)
