"""A PDF answer for the reviewer who scores it and for the clearer, and for nobody else."""

import pytest
from django.urls import reverse

from review_queue import intake
from review_queue.scoring.actions.report_identity import report_identity
from tests.factories import reviews
from tests.review_queue.conftest import signed_in
from tests.review_queue.counting import queries

pytestmark = pytest.mark.django_db

FILE_QUERIES = 4
DESK_QUERIES = 9
CLEARANCE_QUERIES = 16


@pytest.fixture(autouse=True)
def _own_folder(private_folder):
    """Files of one test."""


@pytest.fixture
def item():
    """Waits for clearance."""
    item = reviews.make_item()
    reviews.attach_file(item, "One page.", "Another Malia.")
    return item


@pytest.fixture
def pair(item):
    for _ in range(2):
        reviews.make_reviewer(item.pool)
    reviews.clear_item(item)
    return reviews.assign_all()


@pytest.fixture
def clearer(item):
    """Who waits has a file; `own` and `pair` are not asked for together with this."""
    from review_queue.models import PoolRole

    return signed_in(reviews.make_staff(PoolRole.Role.CLEARER, item.pool))


def of_answer(assignment, part=1, page=None):
    name, more = ("answer_page", [page]) if page else ("answer_file", [])
    return reverse(f"review_queue:{name}", args=[assignment.code, part, *more])


def of_clearance(item, page=1):
    return reverse("review_queue:clearance_page", args=[item.code, 1, page])


def url(name, item):
    return reverse(f"review_queue:{name}", args=[item.code])


def test_the_reviewer_gets_the_file_and_nothing_beside_it(reviewer, own):
    response = reviewer.get(of_answer(own))
    assert response.content == own.item.sections.get().file.read()
    told = {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'inline; filename="answer.pdf"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
        "X-Content-Type-Options": "nosniff",
    }
    assert told.items() <= dict(response.headers).items()
    # The rest is the same for every page of the host.
    assert set(response.headers) - set(told) <= {
        *("Cross-Origin-Opener-Policy", "Referrer-Policy", "X-Frame-Options", "Vary", "Expires"),
        "Content-Length",
    }


def test_the_desk_shows_every_page_and_its_words(reviewer, own):
    page = reviewer.get(own.get_absolute_url()).content.decode()
    for number in (1, 2):
        assert of_answer(own, page=number) in page
        response = reviewer.get(of_answer(own, page=number))
        assert response["Content-Type"] == "image/png"
        assert response.content.startswith(b"\x89PNG")
    assert "Another Malia." in page
    assert of_answer(own) in page
    file = own.item.sections.get().file
    for secret in (file.name, file.sha256, own.item.code, str(own.item.pk)):
        assert secret not in page


def test_the_offer_says_how_long_it_is(reviewer, offered):
    page = reviewer.get(offered.get_absolute_url()).content.decode()
    assert "have one part and up to 500 words; some have a file, of up to 5 pages" in page


@pytest.mark.parametrize("stranger", ["other", "chief", "outsider", "superuser"])
def test_nobody_else_gets_it(request, own, stranger):
    client = request.getfixturevalue(stranger)
    for path in (of_answer(own), of_answer(own, page=1), of_clearance(own.item)):
        assert client.get(path).status_code == 404


def test_somebody_signed_out_is_sent_to_sign_in(client, own):
    for path in (of_answer(own), of_answer(own, page=1), of_clearance(own.item)):
        assert client.get(path).status_code == 302


def test_an_offer_does_not_show_it_yet(reviewer, offered):
    assert reviewer.get(of_answer(offered)).status_code == 404
    assert reviewer.get(of_answer(offered, page=1)).status_code == 404


@pytest.mark.parametrize("end", ["submitted", "reported", "withdrawn", "handed back"])
def test_it_is_gone_with_the_assignment(reviewer, own, end):
    assert reviewer.get(of_answer(own)).status_code == 200
    if end == "submitted":
        reviews.score(own, 3)
    elif end == "reported":
        report_identity(assignment=own, sections=[0])
    elif end == "withdrawn":
        intake.withdraw(own.item.ref, reason="candidate")
    else:
        reviewer.post(url("leave", own), {"reason": "recognized"})
    gone = 410 if end in ("reported", "withdrawn") else 404
    assert reviewer.get(of_answer(own)).status_code == gone
    assert reviewer.get(of_answer(own, page=1)).status_code == gone


def test_the_other_reviewer_sees_nothing_after_a_report(pair, own):
    second = reviews.accept_offer(pair[1])
    client = signed_in(second.reviewer.user)
    assert client.get(of_answer(second)).status_code == 200
    report_identity(assignment=own, sections=[0])
    assert client.get(of_answer(second)).status_code == 410


@pytest.mark.parametrize(("part", "page"), [(0, None), (2, None), (1, 3), (10**30, None), (1, 10**30)])
def test_what_is_not_there_is_a_404(reviewer, own, part, page):
    assert reviewer.get(of_answer(own, part, page)).status_code == 404


def test_a_file_that_is_lost_is_a_404_and_in_the_log(reviewer, own, private_folder, caplog):
    (private_folder / own.item.sections.get().file.name).unlink()
    assert reviewer.get(of_answer(own)).status_code == 404
    assert "missing" in caplog.text


def test_a_code_of_another_answer_does_not_open_this_file(reviewer, own):
    another = reviews.make_item(own.item.round, own.item.pool)
    assert reviewer.get(reverse("review_queue:answer_file", args=[another.code, 1])).status_code == 404


def test_the_file_takes_four_queries(reviewer, own):
    with queries() as count:
        reviewer.get(of_answer(own))
    assert count.own == FILE_QUERIES
    with queries() as count:
        reviewer.get(of_answer(own, page=2))
    assert count.own == FILE_QUERIES


def test_the_desk_takes_the_same_queries_with_a_file(reviewer, own):
    with queries() as count:
        reviewer.get(own.get_absolute_url())
    assert count.own == DESK_QUERIES


def seen_on(clearer, item):
    """What the page says that it has shown."""
    return clearer.get(url("clearance", item)).context["seen"]


def test_the_clearer_looks_blackens_and_releases(clearer, item):
    page = clearer.get(url("clearance", item)).content.decode()
    assert "You have looked at 0 of 2 pages." in page
    assert clearer.get(of_clearance(item, 2)).content.startswith(b"\x89PNG")
    response = clearer.post(url("look", item), {"part": 1, "page": 1, "version": 1})
    assert response["Location"].endswith("#page-1-2")
    response = clearer.post(url("release", item), {"seen": seen_on(clearer, item)})
    assert response.status_code == 422
    assert "You have not looked at page 2 of part 1 yet." in response.content.decode()
    marked = {"area-page": "1-2", "area-left": 10, "area-top": "5.5", "area-width": 50, "area-height": 10}
    response = clearer.post(url("area", item), marked, follow=True)
    assert "The area on page 2 is black now." in response.content.decode()
    assert "Malia" not in response.content.decode()
    for number in (1, 2):
        clearer.post(url("look", item), {"part": 1, "page": number, "version": 2})
    assert (
        "is released"
        in clearer.post(url("release", item), {"seen": seen_on(clearer, item)}, follow=True).content.decode()
    )
    assert clearer.get(of_clearance(item)).status_code == 404


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"area-width": ""}, "Enter a number from 0 to 100, in percent of the page."),
        ({"area-width": "0"}, "Enter more than 0."),
        ({"area-left": "60", "area-width": "50"}, "This goes beyond the right edge of the page."),
        ({"area-top": "99", "area-height": "1.1"}, "This goes beyond the lower edge of the page."),
        ({"area-page": "1-3"}, "Select a valid choice"),
        ({"area-left": "-1"}, "greater than or equal to 0"),
    ],
)
def test_an_area_that_makes_no_sense_is_refused_beside_the_field(clearer, item, given, words):
    marked = {"area-page": "1-1", "area-left": 0, "area-top": 0, "area-width": 50, "area-height": 10}
    response = clearer.post(url("area", item), marked | given)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert item.sections.get().file.version == 1


@pytest.mark.parametrize(
    "given", [{}, {"part": 1, "page": "x", "version": 1}, {"part": 0, "page": 1, "version": 1}]
)
def test_a_look_that_no_button_sends_is_refused(clearer, item, given):
    assert clearer.post(url("look", item), given).status_code == 400


def test_a_look_at_an_older_version_is_refused_in_words(clearer, item):
    response = clearer.post(url("look", item), {"part": 1, "page": 1, "version": 7}, follow=True)
    assert "What is masked in this answer has changed since you opened it." in response.content.decode()


def test_a_held_file_says_why_and_cannot_be_released(clearer):
    held = reviews.make_item(sections=[{"code": "q1", "prompt": "", "pdf": b"%PDF-torn"}])
    page = clearer.get(url("clearance", held)).content.decode()
    assert "The file could not be read. It may be damaged." in page
    assert "Release, and open the next" not in page
    response = clearer.post(url("release", held), {"seen": seen_on(clearer, held)})
    assert response.status_code == 422
    assert "The file of part 1 cannot be shown to reviewers." in response.content.decode()
    assert clearer.get(of_clearance(held)).status_code == 404
    clearer.post(url("return", held), {"reason": "file"})
    assert intake.status(held.ref).reason == "file"


def test_masking_words_reaches_the_file(clearer, item):
    given = {"phrase": "malia", "label": "NAME"}
    seen = clearer.post(url("mask", item), given).context["seen"]
    response = clearer.post(url("mask", item), {**given, "seen": seen, "places": ["file-1"]}, follow=True)
    assert "Masked 1 mention." in response.content.decode()
    assert "Malia" not in response.content.decode()
    assert item.sections.get().file.version == 2


@pytest.mark.parametrize("pages", [1, 20])
def test_clearing_takes_the_same_queries_with_one_page_and_with_twenty(clearer, pages):
    item = reviews.make_item()
    reviews.attach_file(item, *["A page."] * pages)
    with queries() as count:
        clearer.get(url("clearance", item))
    assert count.own == CLEARANCE_QUERIES


def test_no_page_of_a_file_is_kept_in_a_cache(clearer, item):
    response = clearer.get(of_clearance(item))
    assert "no-store" in response["Cache-Control"]
    assert not {"ETag", "Last-Modified"} & set(response.headers)
