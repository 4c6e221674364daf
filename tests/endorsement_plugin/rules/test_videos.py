"""Which addresses play in a frame of ours, and what gets into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement_plugin.rules.videos import HOSTS, player

YOUTUBE = "https://www.youtube-nocookie.com/embed/aBc-_123456?rel=0"


@pytest.mark.parametrize(
    ("address", "plays"),
    [
        ("https://www.youtube.com/watch?v=aBc-_123456", YOUTUBE),
        ("https://www.youtube.com/watch?list=x&v=aBc-_123456&t=4s", YOUTUBE),
        ("https://youtu.be/aBc-_123456?si=tracking", YOUTUBE),
        ("https://m.youtube.com/shorts/aBc-_123456", YOUTUBE),
        ("https://www.youtube-nocookie.com/embed/aBc-_123456", YOUTUBE),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        (
            "https://vimeo.com/76979871/abcdef1234",
            "https://player.vimeo.com/video/76979871?dnt=1&h=abcdef1234",
        ),
    ],
)
def test_a_video_of_these_sites_plays_without_their_cookies(address: str, plays: str):
    found = player(address)
    assert found
    assert found.address == plays


@pytest.mark.parametrize(
    "address",
    [
        "https://videos.example.org/1",
        "https://www.youtube.com/@channel",
        "https://youtube.com.evil.example/watch?v=aBc-_123456",
        "https://evil.example/?u=https://youtu.be/aBc-_123456",
        'https://youtu.be/aBc-_1234"on',
        "https://youtu.be/aBc-_1234567",
        "javascript:alert(1)//youtu.be/aBc-_123456",
        "",
    ],
)
def test_all_others_are_only_linked_to(address: str):
    assert player(address) is None


@given(st.text(), st.sampled_from(["https://youtu.be/", "https://vimeo.com/", ""]))
def test_whatever_is_written_only_these_sites_are_framed(end: str, begin: str):
    found = player(begin + end)
    assert found is None or found.address.startswith(HOSTS)
    assert found is None or not set(found.address) & set("\"'<> \n")
