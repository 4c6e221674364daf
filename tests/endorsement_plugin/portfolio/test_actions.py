from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.models import EvidenceEntry
from endorsement_plugin.portfolio.actions import add_evidence, change_evidence, remove_evidence
from endorsement_plugin.rules.merging import Since
from tests.factories import applications as factory
from tests.factories.credentials import make_credential

TRAINING = {"title": "Attachment", "started_on": date(2025, 2, 1), "hours": Decimal("12.5")}


def add(application, **more):
    return add_evidence(
        application=application.pk, by=application.person.user, kind="training", values=TRAINING, **more
    )


def test_an_entry_belongs_to_the_person(application, person):
    entry = add(application)
    assert list(person.evidence.all()) == [entry]
    assert application.events.filter(action="evidence_added").count() == 1


def test_the_same_entry_sent_twice_is_there_once(application):
    minted = uuid4()
    assert add(application, entry=minted) == add(application, entry=minted)
    assert EvidenceEntry.objects.count() == 1
    assert application.events.filter(action="evidence_added").count() == 1


def test_an_entry_is_corrected(application, person):
    entry = add(application)
    change_evidence(application=application.pk, by=person.user, entry=entry.pk, values={"hours": Decimal(6)})
    entry.refresh_from_db()
    assert (entry.hours, entry.title) == (Decimal(6), "Attachment")


def test_a_correction_sent_again_changes_nothing(application, person):
    entry = add(application)
    own = {"application": application.pk, "by": person.user, "entry": entry.pk}
    for revision in (1, 2, 1):
        change_evidence(**own, values={**TRAINING, "hours": Decimal(6)}, since=Since(revision))
    entry.refresh_from_db()
    assert (entry.hours, entry.revision) == (Decimal(6), 2)
    assert application.events.filter(action="evidence_changed").count() == 1


def test_removing_leaves_what_was_submitted(application, person):
    entry = add(application)
    submitted = factory.make_application(person, credential=make_credential(code="IMHS"), state="submitted")
    factory.freeze_evidence(submitted)
    remove_evidence(application=application.pk, by=person.user, entry=entry.pk)
    assert not person.evidence.exists()
    assert submitted.evidence.get().title == "Attachment"


def test_an_entry_that_is_gone_already(application, person):
    with pytest.raises(WrongState, match="has been removed"):
        remove_evidence(application=application.pk, by=person.user, entry=uuid4())


def test_an_entry_of_somebody_else_is_not_there(application, person, stranger):
    theirs = factory.add_evidence(stranger)
    with pytest.raises(WrongState, match="has been removed"):
        change_evidence(application=application.pk, by=person.user, entry=theirs.pk, values={"title": "mine"})
    theirs.refresh_from_db()
    assert theirs.title == "A course"


def test_through_an_application_of_somebody_else(application, stranger):
    with pytest.raises(NotAllowed):
        add_evidence(application=application.pk, by=stranger.user, kind="training", values=TRAINING)
