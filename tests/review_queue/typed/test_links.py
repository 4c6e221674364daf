"""What a mail program would make a link of, in a name."""

import pytest

from review_queue.typed.fields import NO_LINK, Name
from review_queue.typed.links import holds_link


@pytest.mark.parametrize(
    "name",
    [
        "http://evil.example",
        "Ana https://evil.example/a?b",
        "www.evil",
        "ｗｗｗ.evil",
        "Ana evil.com",
        "Win at evil.co.uk now",
        "evil．com",
        "evil。com",
        "bob@x.org",
        "t.co",
        "bit.ly/3x",
        "пример.рф",
    ],
)
def test_a_link(name: str) -> None:
    assert holds_link(name)
    with pytest.raises(Exception, match="cannot hold a link") as refused:
        Name().clean(name)
    assert NO_LINK in str(refused.value)


@pytest.mark.parametrize(
    "name",
    [
        "J.R.R. Tolkien",
        "J.Smith",
        "Dr. Smith",
        "Ana Alder, Ph.D.",
        "St. John",
        "O’Brien",
        "Acme Co. Ltd.",
        "山田",
    ],
)
def test_a_name(name: str) -> None:
    assert Name().clean(name) == name
