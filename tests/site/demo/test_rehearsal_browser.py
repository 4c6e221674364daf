"""The browser without a window waits where the site asks it to, and says so when waiting is no help."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from association.rehearsal import browser
from association.rehearsal.browser import Browser, Stuck


class Busy(BaseHTTPRequestHandler):
    """Answers 429 as often as the path says, then with a page."""

    refused: list[str] = []

    def do_GET(self) -> None:
        self.refused.append(self.path)
        often = int(self.path.strip("/"))
        self.send_response(429 if len(self.refused) <= often else 200)
        self.end_headers()
        self.wfile.write(b"<main>Here</main>")

    def log_message(self, *args: object) -> None:
        """Nothing on the test's screen."""


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(browser, "PAUSE_S", 0)
    Busy.refused.clear()
    server = HTTPServer(("127.0.0.1", 0), Busy)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_comes_back_after_a_pause(address: str):
    assert Browser(address).get("/3").text == "Here"
    assert len(Busy.refused) == 4


def test_it_gives_up_in_the_end(address: str):
    with pytest.raises(Stuck, match=r"GET http://.*/500 answered 429"):
        Browser(address).get("/500")
