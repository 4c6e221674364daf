import pytest

from endorsement_plugin.applications.actions.withdraw import withdraw_application
from endorsement_plugin.errors import LinkGone, NotAllowed, WrongState
from tests.cast import give_referee_link
from tests.factories.applications import make_application


@pytest.mark.parametrize(
    "state", ["draft", "submitted", "in_review", "returned", "exam", "ready", "deferred"]
)
def test_from_every_open_state(person, state):
    application = make_application(person, state=state)
    withdraw_application(application=application.pk, by=person.user)
    withdraw_application(application=application.pk, by=person.user)
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert application.events.filter(action="withdrawn").count() == 1


@pytest.mark.parametrize("state", ["endorsed", "declined"])
def test_what_is_decided_stays_decided(person, state):
    application = make_application(person, state=state)
    with pytest.raises(WrongState):
        withdraw_application(application=application.pk, by=person.user)


def test_nobody_else_may(application, stranger):
    with pytest.raises(NotAllowed):
        withdraw_application(application=application.pk, by=stranger.user)


def test_its_referees_need_not_answer_any_more(db):
    from endorsement_plugin.references.actions.open import open_reference

    reference, path = give_referee_link()
    application = reference.application
    withdraw_application(application=application.pk, by=application.person.account)
    with pytest.raises(LinkGone):
        open_reference(token=path.split("/")[2])
