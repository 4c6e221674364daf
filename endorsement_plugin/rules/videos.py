"""Which page of a video site plays in a frame of ours, without its cookies. Pure."""

import re
from typing import NamedTuple


class Player(NamedTuple):
    """Where the frame loads from, and what the site is called."""

    address: str
    site: str

    @property
    def host(self) -> str:
        """What a content security policy has to let into frames."""
        return "/".join(self.address.split("/")[:3])


YOUTUBE = re.compile(
    r"https?://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|embed/|live/|shorts/)"
    r"|(?:www\.)?youtube-nocookie\.com/embed/|youtu\.be/)([\w-]{11})(?![\w-])"
)
VIMEO = re.compile(
    r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d{1,12})(?:/([0-9a-f]{6,20}))?(?!\w)"
)

HOSTS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")


def player(address: str) -> Player | None:
    """The player of this video; None for a site that is only linked to.

    Nothing of the address gets into the frame's but the number of the video.
    """
    if found := YOUTUBE.match(address):
        return Player(f"{HOSTS[0]}/embed/{found[1]}?rel=0", "YouTube")
    if found := VIMEO.match(address):
        secret = f"&h={found[2]}" if found[2] else ""
        return Player(f"{HOSTS[1]}/video/{found[1]}?dnt=1{secret}", "Vimeo")
    return None
