"""A clearer with a mistaken mask: looked behind, taken away where it is no name, undone, released too early,
taken back, masked again and released for good. In a real browser, with the keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from review_queue import intake
from review_queue.models import Event, Item, PoolRole, Span, Suspect
from tests.factories import reviews
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Ada Mahina walked home. The mahina was full, and one mahina song was sung.\n\nJoy held the child."
SAID = [{"kind": "given_name", "value": "Ada"}, {"kind": "family_name", "value": "Mahina"}]
SECTIONS = [{"code": "q1", "prompt": "What happened?", "text": TEXT}]
MASKED = "[NAME-1] walked home. The [NAME-1] was full, and one [NAME-1] song was sung."


def original_of(ref):
    """The host's: asked for, and kept nowhere."""
    return {"sections": SECTIONS, "identifiers": SAID}


@pytest.fixture
def item(settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "ORIGINAL_OF": f"{__name__}.original_of"}
    return reviews.make_item(sections=SECTIONS, identifiers=SAID)


@pytest.fixture
def clearing(page: Page, live_server, item) -> Page:
    sign_in(page, live_server.url, reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    page.goto(live_server.url + reverse("review_queue:clearance", args=[item.code]))
    return page


def read(page: Page) -> None:
    """A page is open for a moment before anything on it is released."""
    while page.evaluate("performance.now()") < 700:
        pass


def press(page: Page, name: str) -> None:
    """A button, with the keyboard."""
    button = page.get_by_role("button", name=name).first
    button.focus()
    page.keyboard.press("Enter")


def text_of(item: Item) -> str:
    return item.sections.get().text


def test_a_mistaken_mask_from_the_first_look_to_the_second_release(clearing: Page, item, live_server):
    expect(clearing.locator("#text")).to_contain_text("The [NAME-1] was full")

    # Is it a name? The words are shown in place, and nothing has happened yet.
    press(clearing, "No name?")
    expect(clearing.get_by_role("heading", name="Is what stands behind [NAME-1] no name?")).to_be_focused()
    expect(clearing.get_by_text("3 places. Each is marked in the text")).to_be_visible()
    expect(clearing.get_by_text("The sender gave these words as the name of a person")).to_be_visible()
    assert text_of(item).startswith(MASKED)
    assert Axe().run(clearing).violations_count == 0

    # It is the moon in two places; in the first it is the candidate.
    clearing.get_by_role("checkbox", name="Ada Mahina").focus()
    clearing.keyboard.press("Space")
    press(clearing, "Unmask what is ticked")
    expect(clearing.get_by_text("2 places can be read again.")).to_be_visible()
    assert text_of(item).startswith(
        "[NAME-1] walked home. The mahina was full, and one mahina song was sung."
    )

    # Undone, and decided once more.
    press(clearing, "Undo the last step")
    expect(clearing.get_by_text("The last step is undone.")).to_be_visible()
    assert text_of(item).startswith(MASKED)

    # Released too early: with a name left in, in the text for everybody to read.
    read(clearing)
    press(clearing, "Release")
    expect(clearing.get_by_text("is released.")).to_be_visible()
    for _ in range(4):
        reviews.make_reviewer(item.pool)
    first, _ = reviews.assign_all()
    reviews.draft(reviews.accept_offer(first), 2)

    # Taken back: its reviewer's draft ends, and it waits under the same reference.
    clearing.get_by_role("link", name="Take it back").focus()
    clearing.keyboard.press("Enter")
    expect(clearing.get_by_text("Reviews that were begun or handed in on it do not count.")).to_be_visible()
    clearing.get_by_label("It says who wrote it").focus()
    clearing.keyboard.press("Space")
    press(clearing, "Take it back")
    expect(clearing.get_by_text("is closed to its reviewers, and waits for clearance again.")).to_be_visible()
    first.refresh_from_db()
    assert (intake.status(item.ref).state, first.state) == ("received", "revoked")

    # What stood there was dropped with the release, and is found anew from the sender's original.
    clearing.get_by_text("Mask it again from the sender’s original", exact=True).first.focus()
    clearing.keyboard.press("Enter")
    press(clearing, "Mask it again")
    expect(clearing.get_by_text("The answer is masked again from the sender’s original.")).to_be_visible()

    # The one whom nobody knew, an everyday word, is chosen in the text, with the keyboard, and masked.
    choose(clearing, "Joy")
    clearing.keyboard.press("Enter")
    expect(clearing.get_by_text("1 place. Each is marked in the text")).to_be_visible()
    press(clearing, "Mask what is ticked")
    expect(clearing.get_by_text("Masked 1 mention.")).to_be_visible()
    doubts = clearing.get_by_role("button", name="It stays")
    for left in reversed(range(doubts.count())):
        press(clearing, "It stays")
        expect(doubts).to_have_count(left)
    read(clearing)
    clearing.keyboard.press("Control+Enter")
    expect(clearing.get_by_text("Nothing waits for clearance")).to_be_visible()

    item.refresh_from_db()
    assert item.state == "cleared"
    assert text_of(item) == f"{MASKED}\n\n[NAME-2] held the child."
    second = [one for one in reviews.assign_all() if one.item_id == item.pk]
    assert first.reviewer_id not in {one.reviewer_id for one in second}
    kinds = [
        "received", "revealed", "unmasked", "undone", "cleared", "offered", "offered", "accepted",
        "taken_back", "revoked", "revoked", "received", "remasked", "masked_more",
    ]  # fmt: skip
    assert list(item.events.values_list("kind", flat=True))[: len(kinds)] == kinds
    held = [*Event.objects.values_list("detail"), *Span.objects.values(), *Suspect.objects.values()]
    assert not any(name in str(held) for name in ("Mahina", "mahina", "Joy", "Ada"))


def choose(page: Page, word: str) -> None:
    """Go to the word in the text by the arrow keys."""
    page.locator("#text").focus()
    for _ in range(60):
        page.keyboard.press("ArrowRight")
        if page.evaluate("getSelection().toString()") == word:
            break
    expect(page.locator("#mask [name=phrase]")).to_have_value(word)


def test_words_are_chosen_with_the_arrow_keys_and_more_of_them_with_shift(clearing: Page):
    field = clearing.locator("#mask [name=phrase]")
    clearing.locator("#text").focus()
    for keys, chosen in (
        ("ArrowRight", "What"),
        ("ArrowRight", "happened"),
        ("ArrowRight", "walked"),
        ("ArrowRight", "home"),
        ("ArrowLeft", "walked"),
        ("Shift+ArrowRight", "walked home"),
        ("ArrowRight", "The"),
        ("Shift+ArrowLeft", "home. The"),
    ):
        clearing.keyboard.press(keys)
        expect(field).to_have_value(chosen)


def test_every_button_is_reached_with_tab(clearing: Page):
    """From the text on: the field, the list, the marks, the release."""
    clearing.locator("#text").focus()
    reached = set()
    for _ in range(25):
        clearing.keyboard.press("Tab")
        reached.add(clearing.evaluate("document.activeElement.innerText.trim()"))
    for name in ("Show where it stands", "No name? [NAME-1]", "Release, and open the next", "Release"):
        assert name in {" ".join(one.split()) for one in reached}, reached


def test_a_held_key_and_a_double_press_release_one_answer_only(clearing: Page, item, live_server):
    second = reviews.make_item(item.round)
    reviews.decide_all(item, reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    clearing.reload()
    read(clearing)
    clearing.keyboard.down("Control")
    for _ in range(4):
        clearing.keyboard.down("Enter")  # without a key going up these repeat
    clearing.keyboard.up("Enter")
    clearing.keyboard.up("Control")
    expect(clearing.get_by_text(f"{item.code} is released.")).to_be_visible()
    expect(clearing.get_by_role("heading", name=f"Clear answer {second.code}")).to_be_visible()
    second.refresh_from_db()
    assert second.state == "received"


def test_sixty_clean_answers_in_sixty_presses(clearing: Page, item, live_server):
    for _ in range(59):
        reviews.make_item(item.round)
    reviews.decide_all(item, reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    clearing.reload()
    for _ in range(60):
        read(clearing)
        heading = clearing.get_by_role("heading", level=1).inner_text()
        clearing.keyboard.press("Control+Enter")
        expect(clearing.get_by_role("heading", level=1)).not_to_have_text(heading)
    expect(clearing.get_by_text("Nothing waits for clearance")).to_be_visible()
    assert {one.state for one in Item.objects.all()} == {"cleared"}
