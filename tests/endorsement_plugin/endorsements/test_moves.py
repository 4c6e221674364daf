"""The moves of a coordinator: from where, what is asked, to what, with which letter, and who is refused."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.actions.apply_move import apply_move, undo_move
from endorsement_plugin.endorsements.actions.make_move import make_move, preview
from endorsement_plugin.endorsements.moves import BY_KEY, MOVES
from endorsement_plugin.endorsements.queries import due_after_return, place_in_registry, standing_of
from endorsement_plugin.errors import Incomplete, NotAllowed, Refusal, WrongState
from endorsement_plugin.models import Endorsement, EndorsementEvent, Mail
from endorsement_plugin.policies.queries import next_due
from endorsement_plugin.requirements.counting import months_after
from endorsement_plugin.rules.states import EndorsementState as S
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.factories.policies import make_policy
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db

BOARD = {"what": "License suspended.", "on": "2026-02-09", "source": "The board’s page"}
FAR = date(2040, 1, 1)


@pytest.fixture
def coordinator(db):
    return make_coordinator(make_association())


def make(endorsement: Endorsement, by: Any, key: str, **data: Any) -> EndorsementEvent:
    event = make_move(endorsement=endorsement.pk, by=by, move=BY_KEY[key], data=data)
    endorsement.refresh_from_db()
    return event


def problems(endorsement: Endorsement, by: Any, key: str, **data: Any) -> dict[str, str]:
    with pytest.raises(Incomplete) as refused:
        make(endorsement, by, key, **data)
    assert not endorsement.events.exists()
    return {one.where[0]: one.message for one in refused.value.problems}


def letters(endorsement: Endorsement) -> list[str]:
    return list(endorsement.mail.order_by("created_at").values_list("body", flat=True))


def back(endorsement: Endorsement) -> dict[str, str]:
    """What is filled in where there is no policy."""
    return {"why": "All there.", "renewal_due": "2040-01-01"}


# A sanction


@pytest.mark.parametrize("state", [S.ACTIVE, S.PROVISIONAL])
def test_whom_a_board_has_sanctioned_is_inactive_at_once(coordinator, state):
    held = make_endorsement(state=state, provisional_until=FAR, listed=True)
    event = make(held, coordinator, "sanction", **BOARD, until="2026-08-09")
    assert (held.state, held.inactive_reason) == ("inactive", "sanction")
    assert held.inactive_until == date(2026, 8, 9)
    assert held.state_since == today(held.association)
    assert place_in_registry(held, FAR).startswith("Inactive, since ")
    assert (event.effective_on, event.source) == (date(2026, 2, 9), "The board’s page")
    assert event.detail == "License suspended. The board’s end: 9 August 2026."
    (letter,) = letters(held)
    assert "on 9 February 2026 a licensing board has sanctioned you" in letter
    assert "Our public registry says of it: Inactive, since " in letter


def test_a_sanction_says_what_when_and_from_where(coordinator):
    held = make_endorsement()
    assert problems(held, coordinator, "sanction") == {
        "what": "Write what the board did.",
        "on": "Say on which day the board did it.",
        "source": "Say where you learned of it.",
    }
    tomorrow = today(held.association) + timedelta(days=1)
    assert problems(held, coordinator, "sanction", **BOARD | {"on": str(tomorrow)}) == {
        "on": "This day has not come yet."
    }
    assert problems(held, coordinator, "sanction", **BOARD, until="2026-02-08") == {
        "until": "This is before the day on which the board did it."
    }


def test_there_is_one_sanction_at_a_time(coordinator):
    held = make_endorsement()
    make(held, coordinator, "sanction", **BOARD)
    with pytest.raises(WrongState, match="A sanction stands already"):
        make(held, coordinator, "sanction", **BOARD)


@pytest.mark.parametrize("state", [S.RETIRED, S.REMOVED])
def test_what_has_ended_is_not_sanctioned(coordinator, state):
    with pytest.raises(WrongState, match=f"is now “{state.label}”"):
        make(make_endorsement(state=state), coordinator, "sanction", **BOARD)


# Back after a sanction

LIFTED = {"lifted_on": "2026-08-09", "source": "A letter of the board", "renewal_due": "2040-01-01"}


@pytest.mark.parametrize(
    "before",
    [
        {"state": S.ACTIVE},
        {"state": S.PROVISIONAL, "provisional_until": FAR},
        {"state": S.INACTIVE, "inactive_reason": "requested", "inactive_until": FAR},
        {"state": S.INACTIVE, "inactive_reason": "lapsed"},
        {"state": S.EMERITUS},
    ],
    ids=["active", "provisional", "leave", "lapsed", "emeritus"],
)
def test_once_it_is_lifted_all_is_as_it_was(coordinator, before):
    held = make_endorsement(**before)
    make(held, coordinator, "sanction", **BOARD)
    data = LIFTED | {"why": "Nothing else.", "lifted_on": str(today(held.association))}
    event = make(held, coordinator, "reinstate", **data)
    assert {name: getattr(held, name) for name in before} == before
    assert held.state_since == today(held.association)
    assert event.action == "reinstated"
    assert "has lifted its sanction" in letters(held)[-1]


def test_the_policy_says_what_is_asked_for_and_each_is_confirmed(coordinator):
    held = make_endorsement()
    fields = {"back_fee": Decimal(25), "back_references": 3, "back_hours": True, "back_signed": True}
    make_policy(held.association, **fields)
    make(held, coordinator, "sanction", **BOARD)
    data = LIFTED | {"lifted_on": str(today(held.association))}
    with pytest.raises(Incomplete) as refused:
        make(held, coordinator, "reinstate", **data)
    assert {one.where[0]: one.message for one in refused.value.problems} == dict.fromkeys(
        ("hours", "signed", "fee", "references"), "Write what shows it."
    )
    said = {"hours": "Log.", "signed": "Seen.", "fee": "Check 7.", "references": "Three letters."}
    event = make(held, coordinator, "reinstate", **data, **said)
    assert event.detail.splitlines() == [
        "The hours that were missed are shown: Log.",
        "The statements are signed anew: Seen.",
        "The fee of $25.00 is paid, waived or invoiced: Check 7.",
        "3 new references are there: Three letters.",
    ]
    assert (held.state, held.renewal_due) == ("active", FAR)


def test_a_sanction_is_not_passed_by_another_way_back(coordinator):
    held = make_endorsement()
    make_policy(held.association, emeritus=True, leave_years=2)
    make(held, coordinator, "sanction", **BOARD)
    for key, words in {
        "back": "A sanction stands",
        "emeritus": "A sanction stands",
        "leave": "inactive for another reason: sanction by a licensing board",
    }.items():
        with pytest.raises(WrongState, match=words):
            make(held, coordinator, key)


# Leave


def test_a_leave_ends_within_the_years_of_the_policy(coordinator):
    held = make_endorsement(listed=True)
    day = today(held.association)
    with pytest.raises(WrongState, match="Your policy of renewal has no leaves"):
        make(held, coordinator, "leave", until=str(day))
    make_policy(held.association, leave_years=2)
    last = months_after(day, 24)
    beyond, before = last + timedelta(days=1), day - timedelta(days=1)
    assert (
        "so long is a leave at the most"
        in problems(held, coordinator, "leave", until=str(beyond), note="Ill.")["until"]
    )
    assert problems(held, coordinator, "leave", until=str(before), note="Ill.") == {
        "until": "This day has passed already."
    }
    assert problems(held, coordinator, "leave") == {"until": "Say until when.", "note": "Write the reason."}
    make(held, coordinator, "leave", until=str(last), note="An illness.")
    assert (held.state, held.inactive_reason, held.inactive_until) == ("inactive", "requested", last)
    assert "Our public registry says of it: Inactive, since " in letters(held)[0]


def test_the_day_of_a_leave_may_be_changed_within_the_same_years(coordinator):
    held = make_endorsement()
    make_policy(held.association, leave_years=1)
    day = today(held.association)
    make(held, coordinator, "leave", until=str(day), note="Ill.")
    Endorsement.objects.filter(pk=held.pk).update(state_since=day - timedelta(days=100))
    last = months_after(day - timedelta(days=100), 12)
    with pytest.raises(Incomplete):
        make(held, coordinator, "leave", until=str(last + timedelta(days=1)), note="Ill.")
    make(held, coordinator, "leave", until=str(last), note="Ill.")
    assert (held.inactive_until, held.state_since) == (last, day - timedelta(days=100))


# Back


@pytest.mark.parametrize("state", [S.EMERITUS, S.RETIRED, S.REMOVED])
def test_what_ended_comes_back_as_what_it_was(coordinator, state):
    key = {S.EMERITUS: "emeritus", S.RETIRED: "retire", S.REMOVED: "remove"}[state]
    held = make_endorsement()
    make_policy(held.association, emeritus=True, back_hours=False, back_signed=False)
    make(held, coordinator, key, reason="Moved away.", note="Moved away.")
    assert held.state == state
    with pytest.raises(Incomplete):
        make(held, coordinator, "back", renewal_due="2040-01-01")
    make(held, coordinator, "back", **back(held))
    assert (held.state, held.renewal_due) == ("active", FAR)
    assert "is active again, and due for renewal by 1 January 2040" in letters(held)[-1]


def test_what_was_provisional_is_so_again(coordinator):
    held = make_endorsement(state=S.PROVISIONAL, provisional_until=FAR)
    make(held, coordinator, "provisional_over", to="inactive", reason="Hours are missing.")
    assert (held.state, held.inactive_reason) == ("inactive", "lapsed")
    make(held, coordinator, "remove", reason="A year has passed.")
    make(held, coordinator, "back", **back(held))
    assert (held.state, held.provisional_until) == ("provisional", FAR)


def test_after_the_policys_months_there_is_no_way_back(coordinator):
    held = make_endorsement(state=S.INACTIVE, inactive_reason="lapsed", state_since=date(2026, 1, 31))
    make_policy(held.association, back_within_months=1, back_hours=False, back_signed=False)
    assert standing_of(held, date(2026, 2, 28)).back_until == date(2026, 2, 28)
    if today(held.association) > date(2026, 2, 28):
        with pytest.raises(WrongState, match="the way back ended on 28 February 2026"):
            make(held, coordinator, "back", **back(held))
    Endorsement.objects.filter(pk=held.pk).update(state_since=today(held.association))
    make(held, coordinator, "back", **back(held))
    assert held.state == "active"


def test_the_months_count_from_when_it_lapsed_and_not_from_its_removal():
    held = make_endorsement()
    make_policy(held.association, back_within_months=6)
    for action, changes in (
        ("lapsed", {"state": S.INACTIVE, "inactive_reason": "lapsed", "state_since": date(2026, 3, 1)}),
        ("removed", {"state": S.REMOVED, "state_since": date(2026, 6, 1)}),
    ):
        apply_move(held, action, by=None, role="system", changes=changes)
    standing = standing_of(held, date(2026, 7, 1))
    assert (standing.came_from, standing.out_since) == (S.ACTIVE, date(2026, 3, 1))
    assert standing.back_until == date(2026, 9, 1)


def test_it_is_not_due_in_the_past(coordinator):
    held = make_endorsement(state=S.INACTIVE, inactive_reason="lapsed", renewal_due=date(2022, 6, 30))
    assert problems(held, coordinator, "back", why="x", renewal_due="2022-06-30") == {
        "renewal_due": "This day has passed already."
    }
    form = BY_KEY["back"].form(endorsement=held, standing=standing_of(held, date(2026, 7, 1)))
    assert form.fields["renewal_due"].initial == date(2027, 6, 30)


def test_what_comes_back_is_due_when_it_would_have_been_had_it_been_renewed():
    """Each period by the policy in force on its first day, as for whoever renews: not all by today's."""
    held = make_endorsement(state=S.INACTIVE, inactive_reason="lapsed", renewal_due=date(2022, 6, 30))
    make_policy(held.association, number=1, cycle_years=1)
    make_policy(held.association, number=2, cycle_years=2, effective_from=date(2025, 1, 1))
    renewed = date(2022, 6, 30)
    while renewed < date(2026, 7, 1):
        renewed = next_due(held.credential, renewed)
    assert renewed == date(2027, 6, 30)
    assert due_after_return(held, standing_of(held, date(2026, 7, 1))) == renewed


# What ends it


def test_removing_says_why(coordinator):
    held = make_endorsement(listed=True)
    assert problems(held, coordinator, "remove") == {"reason": "Write the reason."}
    make(held, coordinator, "remove", reason="Asked to be forgotten.")
    assert (held.state, held.listed) == ("removed", True)
    assert "Your name is no longer in our public registry with it." in letters(held)[0]
    assert "Asked to be forgotten." in letters(held)[0]


def test_emeritus_is_where_the_policy_says_so(coordinator):
    held = make_endorsement()
    with pytest.raises(WrongState, match="has no emeritus"):
        make(held, coordinator, "emeritus")
    make_policy(held.association, emeritus=True)
    assert problems(held, coordinator, "emeritus") == {"note": "Write the reason."}
    event = make(held, coordinator, "emeritus", note="Retired from work.")
    assert (held.state, event.detail) == ("emeritus", "Retired from work.")


def test_the_one_before_an_upgrade_is_retired_for_it(coordinator):
    held = make_endorsement()
    assert problems(held, coordinator, "retire") == {"reason": "Write the reason."}
    higher = make_endorsement(held.person, make_credential(code="IMHS", name="Specialist"))
    event = make(held, coordinator, "retire", upgraded_to=str(higher.pk))
    assert (held.state, event.detail) == ("retired", f"Instead: Specialist (IMHS), {higher.number}.")
    assert f"Instead of it you hold Specialist (IMHS), number {higher.number}." in letters(held)[0]
    other = make_endorsement(make_person("o@example.org"), held.credential)
    refused = problems(higher, coordinator, "retire", upgraded_to=str(other.pk))
    assert refused == {"reason": "Write the reason."}


def test_what_was_provisional_ends_in_one_of_two_ways(coordinator):
    held = make_endorsement(state=S.PROVISIONAL, provisional_until=FAR)
    assert problems(held, coordinator, "provisional_over", reason="x") == {"to": "Choose one of both."}
    make(held, coordinator, "provisional_over", to="retired", reason="Gave up.")
    assert held.state == "retired"
    with pytest.raises(WrongState):
        make(make_endorsement(make_person("o@example.org")), coordinator, "provisional_over", to="retired")


# What is put right


def test_a_changed_name_keeps_the_former_one_and_a_misspelled_does_not(coordinator):
    held = make_endorsement()
    data = {"name": "Ina Kahale", "family_name": "Kahale"}
    assert problems(held, coordinator, "name", **data) == {"kind": "Choose one of both."}
    changed = make(held, coordinator, "name", **data, kind="changed")
    assert [(one.name, one.family_name) for one in held.former_names.all()] == [
        ("Ina Applicant", "Applicant")
    ]
    assert "under the name Ina Kahale; before, it was Ina Applicant" in letters(held)[0]
    make(held, coordinator, "name", name="Ina Kāhale", family_name="Kāhale", kind="misspelled")
    assert held.former_names.count() == 1
    with pytest.raises(WrongState, match="“Name corrected” came after it"):
        undo_move(event=changed.pk, by=coordinator, why="A mistake.")


MARRIED = {"name": "Ina Kahale", "family_name": "Kahale", "kind": "changed"}


def test_a_name_corrected_on_several_is_taken_back_on_each_alone(coordinator):
    held = make_endorsement()
    others = [make_endorsement(held.person, make_credential(code=code)) for code in ("IMH", "ECM")]
    make(held, coordinator, "name", **MARRIED, also=[str(one.pk) for one in others])
    for one in (held, *others):
        one.refresh_from_db()
        assert (one.name, one.family_name, one.former_names.get().name) == (
            "Ina Kahale",
            "Kahale",
            "Ina Applicant",
        )
        assert one.number in letters(one)[0]
        assert one.events.get().action == "name_corrected"
    undo_move(event=others[0].events.get().pk, by=coordinator, why="A mistake.")
    for one in (held, *others):
        one.refresh_from_db()
    assert [one.name for one in (held, *others)] == ["Ina Kahale", "Ina Applicant", "Ina Kahale"]


def test_nobody_elses_name_is_corrected_along(coordinator):
    held = make_endorsement()
    elsewhere = make_association("mi-aimh", "mi-aimh.localhost")
    another = make_endorsement(held.person, make_credential(elsewhere))
    somebody = make_endorsement(make_person("o@example.org", "Ina", "Applicant"), held.credential)
    renamed = make_endorsement(held.person, make_credential(code="IMH"), name="Ina Else")
    for one in (another, somebody, renamed):
        refused = problems(held, coordinator, "name", **MARRIED, also=[str(one.pk)])
        assert refused["also"].startswith("One that was ticked here has another name by now")
    assert problems(held, coordinator, "name", **MARRIED, also=["x"]).keys() == {"also"}


def test_taking_a_name_back_makes_it_no_former_one(coordinator):
    held = make_endorsement()
    data = {"name": "Ina Kahale", "family_name": "Kahale", "kind": "changed"}
    undo_move(event=make(held, coordinator, "name", **data).pk, by=coordinator, why="A mistake.")
    held.refresh_from_db()
    assert (held.name, held.search, held.former_names.count()) == ("Ina Applicant", held.search, 0)
    assert "applicant" in held.search.lower()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"name": "Ina Applicant", "family_name": "Applicant"}, {"name": "This is as it stands already."}),
        (
            {"name": "Ina Kahale", "family_name": "Kealoha"},
            {"family_name": "This is no part of the name above."},
        ),
        ({"name": ""}, {"name": "Write the name as it is to be shown."}),
        ({"name": "Ina www.win.example"}, None),
    ],
)
def test_a_name_is_another_one_and_agrees(coordinator, data, said):
    refused = problems(make_endorsement(), coordinator, "name", kind="changed", **data)
    assert refused == said if said else "link" in refused["name"]


@pytest.mark.parametrize("name", ["Keʻala", "ליאור כהן", "Madonna"])
def test_one_name_alone_and_every_script_are_names(coordinator, name):
    held = make_endorsement()
    make(held, coordinator, "name", name=name, family_name="", kind="changed")
    assert (held.name, held.family_name) == (name, "")


def test_another_designation_says_why(coordinator):
    held = make_endorsement(designation="Clinical")
    refused = problems(held, coordinator, "designation", designation="Clinical")
    assert refused == {"designation": "This is as it stands already.", "reason": "Write the reason."}
    event = make(held, coordinator, "designation", designation="Research", reason="New work.")
    assert (held.designation, event.detail) == ("Research", "Clinical → Research. New work.")
    assert "is: Research." in letters(held)[0]


def test_dates_are_held_until_a_day_and_nobody_is_written_to(coordinator):
    held = make_endorsement()
    assert problems(held, coordinator, "hold", until="2020-01-01", reason="x") == {
        "until": "This day has passed already."
    }
    assert problems(held, coordinator, "hold", until="2040-01-01") == {"reason": "Write the reason."}
    assert problems(held, coordinator, "hold", reason="x") == {"until": "This is as it stands already."}
    make(held, coordinator, "hold", until="2040-01-01", reason="In hospital.")
    assert held.clock_held_until == FAR
    event = make(held, coordinator, "hold", until="", reason="Back.")
    held = Endorsement.objects.get(pk=held.pk)
    assert (held.clock_held_until, event.detail) == (None, "No longer. Back.")
    assert letters(held) == []


# All of them


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.key)
def test_nobody_moves_their_own_or_another_associations(coordinator, move):
    own = make_endorsement(make_person("cora.coordinator@example.org"))
    other = make_endorsement(
        make_person("o@example.org"), make_credential(make_association("mi-aimh", "mi-aimh.localhost"))
    )
    for held in (own, other):
        with pytest.raises(NotAllowed, match="You do not coordinate this endorsement"):
            make_move(endorsement=held.pk, by=coordinator, move=move, data={})


def test_the_preview_is_what_happens(coordinator):
    held = make_endorsement(listed=True)
    move = BY_KEY["sanction"]
    seen = preview(endorsement=held, move=move, data=BOARD)
    held.refresh_from_db()
    assert (held.state, Mail.objects.count(), seen.before) == ("active", 0, "Active")
    assert seen.after.startswith("Inactive, since ")
    make(held, coordinator, "sanction", **BOARD)
    mail = Mail.objects.get()
    assert seen.letter
    assert (seen.letter.subject, seen.letter.body) == (mail.subject, mail.body)


def test_without_an_address_no_letter_is_written(coordinator):
    held = make_endorsement()
    held.person.user, held.person.contact_email = None, ""
    held.person.save()
    move = BY_KEY["sanction"]
    assert preview(endorsement=held, move=move, data=BOARD).letter is None
    make(held, coordinator, "sanction", **BOARD)
    assert not Mail.objects.exists()


def test_a_letter_goes_where_somebody_without_an_account_is_reached(coordinator):
    held = make_endorsement()
    held.person.user, held.person.contact_email = None, "paper@example.org"
    held.person.save()
    make(held, coordinator, "remove", reason="x")
    assert Mail.objects.get().to == "paper@example.org"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_coordinators_at_once_one_moves_it():
    association = make_association()
    both = [make_coordinator(association, f"c{number}@example.org") for number in range(2)]
    held = make_endorsement()

    def act(number: int) -> EndorsementEvent:
        return make_move(endorsement=held.pk, by=both[number], move=BY_KEY["sanction"], data=BOARD)

    results = at_once(lambda: act(0), lambda: act(1))
    assert refusals(results, WrongState) == 1
    assert (held.events.count(), held.mail.count()) == (1, 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_removing_and_retiring_at_once_the_history_tells_both_or_one():
    coordinator = make_coordinator(make_association())
    held = make_endorsement()
    results = at_once(
        *[
            lambda key=key: make_move(
                endorsement=held.pk, by=coordinator, move=BY_KEY[key], data={"reason": "x"}
            )
            for key in ("remove", "retire")
        ]
    )
    held.refresh_from_db()
    assert held.state == "removed"
    moves = [one for one in results if not isinstance(one, Refusal)]
    assert len(moves) == held.events.count() == held.mail.count()
    last = held.events.last()
    assert last is not None
    assert last.after["state"] == held.state


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_correct_the_same_names_from_two_files_at_once_one_does():
    """Each ticks the other file: locked in one order they do not wait for each other in a circle."""
    association = make_association()
    both = [make_coordinator(association, f"c{number}@example.org") for number in range(2)]
    held = make_endorsement()
    rows = [held, make_endorsement(held.person, make_credential(code="IMH"))]

    def act(number: int) -> EndorsementEvent:
        data = MARRIED | {"also": [str(rows[1 - number].pk)]}
        return make_move(endorsement=rows[number].pk, by=both[number], move=BY_KEY["name"], data=data)

    results = at_once(lambda: act(0), lambda: act(1))
    assert refusals(results, Incomplete) == 1
    assert [(row.events.count(), row.mail.count()) for row in rows] == [(1, 1), (1, 1)]
