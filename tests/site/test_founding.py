"""A new association, from a command or a page: everything its people need to begin, once."""

import re
import sys
from functools import partial
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site, WorkflowPage

from association.founding.left import left_to_do
from association.founding.questions import PeopleField
from endorsement_plugin.clock import today
from endorsement_plugin.models import Association, Credential, Form, Mail
from endorsement_plugin.pages.models import ApplicationFormPage, CredentialPage, ReferenceFormPage
from review_queue.models import Pool, PoolRole, Round, Rubric
from tests.factories.credentials import make_association
from tests.factories.people import make_superuser, make_user
from tests.racing import at_once

pytestmark = pytest.mark.django_db

FACTS = {
    "name": "Two Lakes Association for Infant Mental Health",
    "short_name": "Two Lakes",
    "code": "two-lakes",
    "hostname": "two-lakes.localhost",
    "email": "office@two-lakes.example.org",
    "time_zone": "America/Chicago",
    "editors": "Edna Example <edna@two-lakes.example.org>",
    "coordinators": "Coco Example <coco@two-lakes.example.org>; Edna Example <edna@two-lakes.example.org>",
    "chiefs": "Chip Example <chip@two-lakes.example.org>",
    "clearers": "",
    "credential_title": "Infant Family Specialist",
    "credential_code": "IFS",
}


def command(**more: str) -> str:
    out = StringIO()
    options = {**FACTS, **more}
    arguments = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    call_command("add_association", *arguments, "--no-input", stdout=out)
    return out.getvalue()


def counts() -> list[int]:
    kinds = (Association, Site, Page, Group, User, Pool, PoolRole, Rubric, Round, Mail, WorkflowPage)
    return [kind._default_manager.count() for kind in kinds]


def test_the_command_makes_everything_once() -> None:
    first = command()
    association = Association.objects.get(code="two-lakes")
    assert association.time_zone == "America/Chicago"
    assert association.review_pool == "two-lakes"
    assert association.editors is not None
    assert association.coordinators is not None
    assert [user.email for user in association.editors.user_set.all()] == ["edna@two-lakes.example.org"]
    assert association.coordinators.user_set.count() == 2
    assert Round.objects.get(code="two-lakes-exam").pools.get().code == "two-lakes"
    assert PoolRole.objects.get(role="chief").user.email == "chip@two-lakes.example.org"
    assert not CredentialPage.objects.get().live
    assert not Credential.objects.exists()
    assert "Write what the credential demands, and publish it" in first
    assert "enroll three reviewers" in first
    before = counts()
    again = command()
    assert counts() == before
    assert "New:" not in again
    assert "There already: its home page." in again
    assert "Write what the credential demands, and publish it" in again


def test_the_same_code_adds_who_is_missing() -> None:
    command()
    said = command(editors="Edna <edna@two-lakes.example.org>; Ezra Late <ezra@two-lakes.example.org>")
    assert "New: Ezra Late among editors, with a letter." in said
    association = Association.objects.get()
    assert association.editors is not None
    assert association.editors.user_set.count() == 2


def test_who_is_missing_joins_the_pool_that_scores_its_exams() -> None:
    command()
    Pool.objects.update(code="shared")
    Association.objects.update(review_pool="shared")
    command(clearers="Cleo Late <cleo@two-lakes.example.org>")
    assert PoolRole.objects.get(role="clearer").pool == Pool.objects.get()
    assert Round.objects.get().pools.get().code == "shared"


WRONG = [
    ({"hostname": "https://two-lakes.example.org/"}, "--hostname: Write the name alone"),
    ({"hostname": "taken.localhost"}, "--hostname: Another association's site has this name."),
    ({"editors": "Edna"}, "--editors: “Edna” has no e-mail address."),
    ({"editors": "Edna edna@nowhere"}, "--editors: “edna@nowhere” is not an e-mail address."),
    ({"editors": "Edna <edna@two-lakes.example.org>, Ezra"}, "--editors: “Ezra” has no e-mail address."),
    ({"time_zone": "Mars"}, "--time-zone:"),
    ({"time_zone": ""}, "--time-zone:"),
    ({"code": "two lakes"}, "--code: Use letters, digits and hyphens only, no spaces: aimh-hi."),
    ({"short_name": "TAKEN"}, "--short-name: The groups of another association have this name."),
    ({"code": "taken"}, "--code: This is the code of Association taken, whose site is taken.localhost."),
    ({"name": "", "editors": ""}, "--name:"),
]


EDNA, EZRA = ("Edna Example", "edna@example.org"), ("Ezra Late", "ezra@example.org")
PEOPLE = [
    ("Edna Example <edna@example.org>, Ezra Late <ezra@example.org>", [EDNA, EZRA]),
    ("Edna Example edna@example.org, Ezra Late ezra@example.org,", [EDNA, EZRA]),
    ('"Edna Example" <Edna@Example.org>;\n Ezra Late (ezra@example.org)', [EDNA, EZRA]),
    ("Example, Edna <edna@example.org>", [("Example, Edna", "edna@example.org")]),
    ("edna@example.org, <ezra@example.org>", [("edna", EDNA[1]), ("ezra", EZRA[1])]),
    ("Ann O'Brien ann.o'brien@example.org", [("Ann O'Brien", "ann.o'brien@example.org")]),
]


@pytest.mark.parametrize(("typed", "people"), PEOPLE)
def test_nobody_is_lost_however_people_are_written(typed: str, people: list[tuple[str, str]]) -> None:
    assert PeopleField().clean(typed) == people


@pytest.mark.parametrize(("more", "message"), WRONG)
def test_what_is_wrong_is_said_and_nothing_is_made(more: dict[str, str], message: str) -> None:
    make_association("taken", "taken.localhost")
    Group.objects.create(name="TAKEN editors")
    before = counts()
    with pytest.raises(CommandError) as caught:
        command(**more)
    assert message in str(caught.value)
    assert counts() == before


def test_questions_are_asked_again_until_they_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {**FACTS, "editors": "Edna"}
    typed = [*answers.values()]
    typed.insert(list(answers).index("editors") + 1, FACTS["editors"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return typed[len(asked) - 1]

    monkeypatch.setattr("builtins.input", answer)
    out = StringIO()
    call_command("add_association", stdout=out)
    assert "“Edna” has no e-mail address." in out.getvalue()
    assert len(asked) == len(FACTS) + 1
    assert Association.objects.get().name == FACTS["name"]


def test_a_fault_that_is_seen_at_the_end_asks_for_that_answer_only(monkeypatch: pytest.MonkeyPatch) -> None:
    make_association("taken", "taken.localhost")
    given = {**FACTS, "hostname": "taken.localhost"}
    typed = [*given.values(), "Two-Lakes.localhost"]
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return typed[len(asked) - 1]

    monkeypatch.setattr("builtins.input", answer)
    out = StringIO()
    call_command("add_association", stdout=out)
    assert (
        "Nothing has been made yet.\n--hostname: Another association's site has this name." in out.getvalue()
    )
    assert [question.partition("\n")[0] for question in asked[len(FACTS) :]] == ["Host name of its site"]
    assert Association.objects.get(code="two-lakes").site.hostname == "two-lakes.localhost"


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(make_superuser())
    return client


def test_the_page_does_the_same(desk: Client) -> None:
    page = reverse("association_add")
    wrong: Any = desk.post(page, {**FACTS, "coordinators": "nobody"})
    assert (wrong.status_code, Association.objects.exists()) == (200, False)
    assert "Nothing was made." in wrong.text
    assert "Edna Example &lt;edna@two-lakes.example.org&gt;" in wrong.text
    assert re.findall(r"<option[^>]*selected>([^<]*)", desk.get(page).text) == ["Choose one"]
    answer = desk.post(page, FACTS, follow=True)
    assert "What is left to do" in answer.text
    assert len(answer.context["messages"]) == 1
    assert "New: the credential Infant Family Specialist (IFS), as a draft." in answer.text
    again = desk.get(reverse("association_founded", args=["two-lakes"])).text
    assert reverse("wagtailadmin_pages:edit", args=[CredentialPage.objects.get().pk]) in again
    assert "New association" in desk.get(reverse("wagtailadmin_home")).text


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_makes_one() -> None:
    user = make_superuser()
    presses = []
    for _ in range(2):
        client = Client()
        client.force_login(user)
        presses.append(partial(client.post, reverse("association_add"), FACTS))
    answers: list[Any] = at_once(*presses)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (Association.objects.count(), CredentialPage.objects.count(), Pool.objects.count()) == (1, 1, 1)
    assert User.objects.filter(email="edna@two-lakes.example.org").count() == 1


def test_only_superusers_open_it() -> None:
    command()
    client = Client()
    for email in ("edna@two-lakes.example.org", "coco@two-lakes.example.org"):
        client.force_login(User.objects.get(email=email))
        for path in (reverse("association_add"), reverse("association_founded", args=["two-lakes"])):
            assert client.get(path).status_code == 302
            assert "What is left to do" not in client.get(path, follow=True).text
        assert client.post(reverse("association_add"), {**FACTS, "code": "other"}).status_code == 302
        assert reverse("association_add") not in client.get(reverse("wagtailadmin_home")).text
    assert Association.objects.count() == 1


def test_its_site_answers_and_its_editors_work_on_it_alone() -> None:
    other = make_association("mi-aimh", "mi-aimh.localhost")
    command()
    visitor = Client(HTTP_HOST="two-lakes.localhost")
    assert "Endorsement for those who care" in visitor.get("/").text
    assert visitor.get("/credentials/").status_code == 200
    assert visitor.get("/registry/").status_code == 200
    assert visitor.get("/credentials/ifs/").status_code == 404
    editor = Client()
    editor.force_login(User.objects.get(email="edna@two-lakes.example.org"))
    assert (
        editor.get(reverse("wagtailadmin_pages:edit", args=[CredentialPage.objects.get().pk])).status_code
        == 200
    )
    theirs = reverse("wagtailadmin_pages:edit", args=[other.site.root_page_id])
    assert editor.get(theirs).status_code == 302


def test_the_first_credential_can_be_published_as_it_is(desk: Client) -> None:
    command()
    association = Association.objects.get()
    words = " ".join(one.words for one in left_to_do(association))
    assert (
        words.index("form for referees") < words.index("credential demands") < words.index("application form")
    )
    for page in (ReferenceFormPage, CredentialPage, ApplicationFormPage):
        found: Any = page.objects.get()
        found.get_latest_revision().publish()
    assert Form.objects.filter(is_open=True).count() == 2
    assert CredentialPage.objects.get().effective_from == today(association)
    visitor = Client(HTTP_HOST="two-lakes.localhost")
    shown = visitor.get("/credentials/ifs/").text
    assert "30 hours" in shown
    assert "whom this credential is for" not in shown  # what its editor did not write
    assert visitor.get("/credentials/ifs/apply/").status_code == 200
    assert not any("publish" in one.words.lower() for one in left_to_do(association))


def test_nobody_is_told_that_people_can_apply_before_they_can(desk: Client) -> None:
    command()
    drafts: list[Any] = [ReferenceFormPage, CredentialPage, ApplicationFormPage]
    for kind in drafts:
        kind.objects.get().get_latest_revision().publish()
    deleted: list[tuple[Any, str]] = [
        (ApplicationFormPage, "Infant Family Specialist: There is no application form."),
        (CredentialPage, "Write its first credential."),
    ]
    for kind, words in deleted:
        kind.objects.get().delete()
        left = {one.words: one.path for one in left_to_do(Association.objects.get())}
        assert desk.get(left[words]).status_code == 200


@pytest.mark.parametrize("demanded", [True, False])
def test_the_letter_speaks_of_a_second_factor_where_one_is_demanded(settings: Any, demanded: bool) -> None:
    settings.SECOND_FACTOR_DEMANDED = demanded
    command()
    assert all(("shows a second factor" in letter.body) is demanded for letter in Mail.objects.all())


def test_whoever_is_new_chooses_a_password_and_comes_in() -> None:
    make_user("coco@two-lakes.example.org", first_name="Coco")
    command()
    letters = {letter.to: letter for letter in Mail.objects.all()}
    assert len(letters) == 3
    coco = letters["coco@two-lakes.example.org"]
    assert "read and decide its applications" in coco.body
    edna = letters["edna@two-lakes.example.org"]
    assert "write its pages, credentials and forms and to read and decide its applications" in edna.body
    (reset,) = re.findall(r"https?://\S+/password/reset/", edna.body)
    client = Client()
    client.post(re.sub(r"^https?://[^/]+", "", reset), {"email": edna.to})
    said = Mail.objects.filter(to=edna.to).exclude(pk=edna.pk).get().body
    (link,) = re.findall(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", said)
    form = client.get(link, follow=True)
    path = form.redirect_chain[-1][0]
    client.post(path, {"password1": "a-Long-and-new-1", "password2": "a-Long-and-new-1"})
    client.logout()
    client.post("/accounts/login/", {"login": edna.to, "password": "a-Long-and-new-1"})
    assert client.session["_auth_user_id"] == str(User.objects.get(email=edna.to).pk)
