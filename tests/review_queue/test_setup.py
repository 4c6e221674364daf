"""`queue_setup`: one file, all of it or nothing, and everything that is wrong at once."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from review_queue.management.commands.queue_setup import EXAMPLE
from review_queue.models import Criterion, Pool, PoolRole, Reviewer, Round, Rubric
from review_queue.roster.actions.change_details import Details, change_details

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "essays.toml"
    path.write_text(EXAMPLE.read_text())
    return path


def run(file: Path, *more: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("queue_setup", str(file), *more, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(file: Path) -> list[str]:
    """The faults that are named, in the order of the file. Nothing was written."""
    before = counts()
    with pytest.raises(CommandError) as caught:
        run(file)
    assert counts() == before
    first, *faults = str(caught.value).splitlines()
    assert first == "Nothing was changed."
    return faults


def counts() -> list[int]:
    return [model._default_manager.count() for model in (User, Pool, PoolRole, Reviewer, Rubric, Round)]


def put(file: Path, old: str, new: str) -> Path:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return file


def test_the_example_is_printed_and_can_be_used_as_it_is(file: Path):
    out = StringIO()
    call_command("queue_setup", "--example", stdout=out)
    assert out.getvalue() == file.read_text()
    said, missing = run(file)
    assert missing == ""
    assert "The rubric “Essay (version 1)” is there." in said
    assert counts() == [5, 1, 2, 3, 1, 1]
    toni = Reviewer.objects.get(user__email="toni@example.org")
    assert (toni.capacity, toni.may_adjudicate, toni.languages.get().code) == (3, True, "en")
    assert [(one.code, one.weight, one.levels.count()) for one in Criterion.objects.all()] == [
        ("argument", 2, 3),
        ("language", 1, 2),
    ]
    in_round = Round.objects.get()
    assert (in_round.criterion_gap, in_round.verdict_split, in_round.hours_to_answer) == (2, True, 72)
    assert in_round.pools.get().code == "scholarship"


def test_the_same_file_again_changes_nothing(file: Path):
    run(file)
    before = counts()
    assert "Everything was there already; nothing has changed." in run(file)[0]
    assert counts() == before


def test_what_a_reviewer_has_said_since_stays(file: Path):
    """The file makes reviewers; their records have a page and a history of their own."""
    run(file)
    toni = Reviewer.objects.get(user__email="toni@example.org")
    own = Details(capacity=1, languages=("es",))
    change_details(reviewer=toni, by=toni.user, details=own)
    robin = Reviewer.objects.filter(user__email="robin@example.org")
    robin.update(active=False)
    assert "Everything was there already; nothing has changed." in run(file)[0]
    toni.refresh_from_db()
    assert (toni.capacity, toni.languages.get().code, robin.get().active) == (1, "es", False)


def test_who_reviews_for_another_pool_is_added_to_this_one(file: Path):
    run(file)
    said, _ = run(put(file, 'code = "scholarship"', 'code = "grants"'))
    assert "robin@example.org is a reviewer of “Scholarship readers”." in said
    assert Reviewer.objects.get(user__email="robin@example.org").pools.count() == 2


def test_a_dry_run_says_what_would_be_and_keeps_nothing(file: Path):
    said, _ = run(file, "--dry-run")
    assert "The round “Spring essays” is there." in said
    assert "This was a dry run: nothing of it was kept." in said
    assert counts() == [0] * 6


def test_an_account_that_is_there_is_used_whatever_the_case_of_its_address(file: Path):
    there = User.objects.create_user("rr", "Robin@Example.org", "a password")
    run(file)
    assert Reviewer.objects.get(user=there).agency == "Northern College"
    there.refresh_from_db()
    assert there.check_password("a password")
    assert there.last_name == ""


def test_a_changed_rubric_becomes_a_version_of_its_own_and_the_round_follows(file: Path):
    run(file)
    said, _ = run(put(file, "pass_mark = 60", "pass_mark = 66.5"))
    assert "The rubric “Essay (version 2)” is there." in said
    assert str(Round.objects.get().rubric.pass_mark) == "66.50"
    assert Rubric.objects.count() == 2


def test_a_round_in_use_does_not_change(file: Path):
    run(file)
    Round.objects.update(frozen_at=timezone.now() - timedelta(days=1))
    run(file)
    put(file, "days_to_score = 14", "days_to_score = 21")
    (fault,) = refused(file)
    assert fault.startswith("round.days_to_score: This round has answers already")
    assert Round.objects.get().days_to_score == 14
    put(file, "days_to_score = 21", "days_to_score = 14")
    (fault,) = refused(put(file, "Does one thought", "Does a thought"))
    assert fault.startswith("round.rubric: ")


def test_nobody_who_is_left_out_loses_anything(file: Path):
    run(file)
    text = file.read_text()
    file.write_text(text[: text.index("[[people]]")] + text[text.index("[rubric]") :])
    run(file)
    assert (Reviewer.objects.filter(pools__code="scholarship").count(), PoolRole.objects.count()) == (3, 2)


def test_everything_that_is_wrong_is_said_at_once_with_its_place(file: Path):
    put(file, 'email = "chris@example.org"', 'email = "chris"')
    put(file, 'roles = ["clearer"]', 'roles = ["cleaner"]')
    put(file, 'email = "sasha@example.org"', 'email = "ROBIN@example.org"')
    put(file, "capacity = 3", "capcity = 3")
    put(file, "pass_mark = 60", "pass_mark = 600")
    put(file, 'code = "language"', 'code = "argument"')
    put(file, '{ points = 1, label = "Clear"', '{ points = 0, label = "Clear"')
    put(file, "criterion_gap = 2", 'criterion_gap = "two"\nassigning = "later"')
    faults = refused(file)
    assert [fault.partition(": ")[0] for fault in faults] == [
        "people[1].roles",
        "people[2].email",
        "people[5].capcity",
        "people[4].email",
        "rubric.pass_mark",
        "rubric.criteria[2].code",
        "rubric.criteria[2].levels[2].points",
        "round.criterion_gap",
        "round.assigning",
    ]
    said = dict(fault.split(": ", 1) for fault in faults)
    assert said["people[1].roles"] == "“cleaner” is none of: reviewer, clearer, chief."
    assert said["people[5].capcity"] == "This means nothing here. Is “capacity” meant?"
    assert said["people[4].email"] == "“ROBIN@example.org” is there already."
    assert said["round.assigning"] == "“later” is none of: arrival, close, asked."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "pool.code: This field is required."),
        ("[pool", "This is no TOML: "),
        ("pool = 3", "pool: Write it as a table, [pool]."),
        ("people = 3", "people: Write each as a table of its own, [[people]]."),
        ("[[people]]\nroles = 'reviewer'", "people[1].roles: Write a list of roles."),
        ("[pool]\nname = ['a', 'b']", "pool.name: Write one value, not several."),
        ("[[people]]\nqualifications = 'IMHM-C'", "people[1].qualifications: Write a list of texts"),
        ("[[people]]\nlast_name = 'see http://example.org/x'", "people[1].last_name: A name cannot hold"),
        ("[rubric]\n[[rubric.criteria]]\ncode = 'a'", "rubric.criteria[1].levels: A criterion needs"),
        ("[rounds]\ncode = 'a'", "rounds: This means nothing here. Is “round” meant?"),
    ],
)  # fmt: skip
def test_what_else_can_be_wrong(tmp_path: Path, text: str, said: str):
    file = tmp_path / "wrong.toml"
    file.write_text(text)
    assert [fault for fault in refused(file) if fault.startswith(said)]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path):
    with pytest.raises(CommandError, match=r"none\.toml cannot be read: No such file"):
        run(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes("name = 'Möwe'".encode("latin-1"))
    with pytest.raises(CommandError, match="is not in UTF-8"):
        run(tmp_path / "latin.toml")
    with pytest.raises(CommandError, match="queue_setup --example"):
        call_command("queue_setup")


def test_two_accounts_with_one_address_are_not_guessed_between(file: Path):
    for name in ("a", "b"):
        User.objects.create_user(name, "robin@example.org")
    assert refused(file) == ["people[3].email: Several accounts have this address. Give each its own."]


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ('roles = ["clearer"]', 'roles = ["chief"]', "No answer can be released: nobody is a clearer."),
        ('roles = ["chief"]', 'roles = ["clearer"]', "Nobody hears when something is stuck"),
        ("may_adjudicate = true", "novice = true", "Nobody settles two reviews that disagree"),
    ],
)
def test_what_is_still_missing_is_said(file: Path, old: str, new: str, missing: str):
    assert missing in run(put(file, old, new))[1]
