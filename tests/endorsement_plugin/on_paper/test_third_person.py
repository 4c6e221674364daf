"""Our sentences to applicants, turned into sentences about them."""

import pytest

from endorsement_plugin.record.third_person import in_third_person


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ("Enter your name.", "Enter the applicant's name."),
        ("Your answers are kept.", "The applicant's answers are kept."),
        ("If you have one name, enter it here.", "If the applicant has one name, enter it here."),
        ("Leave empty if you still work there.", "Leave empty if the applicant still works there."),
        ("Name you go by", "Name the applicant goes by"),
        ("Ages you served", "Ages the applicant served"),
        ("Who supervised you there", "Who supervised the applicant there"),
        ("How they know you", "How they know the applicant"),
        ("supervision that you give", "supervision that the applicant gives"),
        ("in the 5 years before you submit", "in the 5 years before the applicant submits"),
        ("what you have already done", "what the applicant has already done"),
        ("You can submit without it.", "The applicant can submit without it."),
        ("You need do nothing.", "The applicant need do nothing."),
        ("Many feel freer to write when you do.", "Many feel freer to write when the applicant does."),
        ("What you reflected on, in a few words.", "What the applicant reflected on, in a few words."),
        ("This is your own address.", "This is the applicant's own address."),
        ("as near as you know.", "as near as the applicant knows."),
        ("We wrote to you what differs.", "We wrote to the applicant what differs."),
        ("Every application you make can use it.", "Every application the applicant makes can use it."),
        ("Go on with it yourself", "Go on with it themselves"),
        ("Answer “Where do you work?” first.", "Answer “Where do you work?” first."),
        ("A youth group, and young families", "A youth group, and young families"),
        ("", ""),
    ],
)
def test_about_the_applicant(said: str, turned: str):
    assert in_third_person(said) == turned
    assert in_third_person(turned) == turned
