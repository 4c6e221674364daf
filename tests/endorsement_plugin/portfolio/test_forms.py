"""What an entry is asked for: what its kind always says, and what a requirement counts."""

from dataclasses import dataclass

import pytest

from endorsement_plugin.models import EvidenceEntry, Person
from endorsement_plugin.portfolio.forms import EvidenceForm, initial_of
from endorsement_plugin.requirements.evidence import Area
from endorsement_plugin.requirements.kinds.work import Work

ALWAYS = ["title", "organization", "started_on", "ended_on"]
NURSE = {"title": "Nurse", "organization": "A clinic", "started_on": "2024-01-01"}


@dataclass(frozen=True)
class Demanding(Work):
    """A requirement that counts what is named."""

    counts: tuple[str, ...] = ()

    def asks(self, kind):
        return self.counts if kind == "work" else ()

    def offers(self, what):
        return (
            {
                "field": [Area("imh", "Infant mental health")],
                "ages": [Area("0-3", "Up to 3"), Area("3-6", "3 to 6")],
            }[what]
            if what in self.counts
            else ()
        )


def form(*counts, data=None, **kwargs):
    clauses = (Demanding(id="w", counts=counts),)
    return EvidenceForm(data, kind="work", person=Person(), clauses=clauses, **kwargs)


@pytest.mark.parametrize(
    ("counts", "asked"),
    [
        ((), []),
        (("hours_per_week",), ["hours_per_week"]),
        (("field",), ["field"]),
        (("ages", "families"), ["ages", "families"]),
        (("giver", "giver_category", "basis"), ["basis", "giver", "giver_category"]),
    ],
)
def test_a_position_is_asked_for_what_is_counted_and_no_more(counts, asked):
    assert [*form(*counts).fields] == ALWAYS + asked


def test_nothing_of_a_position_is_asked_of_a_training():
    clauses = (Demanding(id="w", counts=("hours_per_week", "giver", "basis")),)
    plain = EvidenceForm(kind="training", person=Person())
    assert [*EvidenceForm(kind="training", person=Person(), clauses=clauses).fields] == [*plain.fields]


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("hours_per_week", "", None),
        ("hours_per_week", "17,5", 17.5),
        ("families", "12", 12),
        ("families", "0", 0),
        ("ages", ["3-6", "0-3"], ["3-6", "0-3"]),
        ("ages", [], []),
        ("field", "", ""),
        ("basis", "volunteer", "volunteer"),
    ],
)
def test_it_is_kept_as_it_was_meant(name, typed, kept):
    given = form(name, data={**NURSE, name: typed})
    assert given.is_valid(), given.errors
    assert given.cleaned_data[name] == kept


@pytest.mark.parametrize(
    ("name", "typed", "complaint"),
    [
        ("hours_per_week", "0", "Enter more than no hours."),
        ("hours_per_week", "169", "That is more than a person can do. Check the number."),
        ("hours_per_week", "most", "Enter a number of hours, as in 6 or 2.5."),
        ("families", "-1", "Enter a whole number, as in 12."),
        ("families", "2.5", "Enter a whole number, as in 12."),
        ("families", "100000", "That is more than a person can serve. Check the number."),
        ("ages", ["9-12"], "Choose among what is offered here."),
        ("basis", "", "Choose how you worked."),
        ("giver_email", "own@", "Enter a valid email address."),
    ],
)
def test_what_cannot_be_is_refused_in_words(name, typed, complaint):
    assert form(name, data={**NURSE, name: typed}).errors[name] == [complaint]


@pytest.mark.django_db
def test_more_hours_about_supervision_given_than_in_all_are_refused():
    @dataclass(frozen=True)
    class OnGiving(Work):
        def asks(self, kind):
            return ("hours_on_giving",)

    data = {
        "giver": "Rosa", "title": "Practice", "setting": "group", "started_on": "2024-01-01",
        "ended_on": "2024-12-31", "hours": "24", "hours_on_giving": "24.5",
    }  # fmt: skip
    given = EvidenceForm(data, kind="supervision", person=Person(), clauses=[OnGiving(id="s")])
    assert given.errors == {"hours_on_giving": ["These are more hours than in all."]}
    given = EvidenceForm(
        {**data, "hours_on_giving": "24"}, kind="supervision", person=Person(), clauses=[OnGiving(id="s")]
    )
    assert given.is_valid()


def test_what_was_ticked_for_another_credential_stays_a_choice():
    entry = EvidenceEntry(kind="work", ages=["9-12", "0-3"], field="school")
    values = dict(form("ages", "field", initial=initial_of(entry)).fields["ages"].choices)
    assert values == {"0-3": "Up to 3", "3-6": "3 to 6", "9-12": "9-12"}


def test_a_membership_is_called_by_its_association():
    assert str(EvidenceEntry(kind="membership", organization="AIMH", number="7")) == "AIMH, 7"
