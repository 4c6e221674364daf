"""The page of the keys of badges: read, and replaced by whoever runs the association."""

import pytest
from django.test import Client
from django.urls import reverse

from endorsement_plugin.certificates.actions.keys import key_in_use, replace_key
from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.models import Association, SigningKey
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def association(db: None) -> Association:
    return make_association()


@pytest.fixture
def desk(association: Association) -> Client:
    client = Client()
    client.force_login(make_coordinator(association))
    return client


def page_of(association: Association) -> str:
    return reverse("endorsement_signing_keys", args=[association.code])


def states(association: Association) -> list[tuple[bool, bool]]:
    """Of each key, the oldest first: whether it was replaced, and withdrawn."""
    keys = association.signing_keys.order_by("made_at")
    return [(key.replaced_at is not None, key.withdrawn_at is not None) for key in keys]


def test_before_the_first_badge_there_is_none(association: Association, desk: Client) -> None:
    assert "The first one is made with the first badge." in desk.get(page_of(association)).text


def test_a_new_key_signs_and_the_former_one_stays_published(association: Association, desk: Client) -> None:
    key_in_use(association)
    done = desk.post(page_of(association), {"withdraw": ""}, follow=True).text
    assert states(association) == [(True, False), (False, False)]
    assert f"Badges are signed with {key_in_use(association).name} from now on." in done
    assert "still published" in done
    settings = desk.get(reverse("endorsement_association", args=[association.code])).text
    assert page_of(association) in settings
    assert f"Key of badges, “{key_in_use(association).name}, former ones stay good”" in settings


def test_a_key_replaced_at_a_console_was_replaced_by_the_system(
    association: Association, desk: Client
) -> None:
    key = replace_key(association=association)
    settings = desk.get(reverse("endorsement_association", args=[association.code])).text
    assert f"the system: Key of badges, “{key.name}," in settings


def test_to_withdraw_takes_a_tick_beside_the_choice(association: Association, desk: Client) -> None:
    key_in_use(association)
    asked = desk.post(page_of(association), {"withdraw": "yes"}).text
    assert "Tick this if every badge is to be downloaded anew." in asked
    assert states(association) == [(False, False)]
    desk.post(page_of(association), {"withdraw": "yes", "understood": "on"})
    assert states(association) == [(True, True), (False, False)]
    assert association.events.get().after.endswith("no former one is good")


def test_nobody_else_replaces_it(association: Association) -> None:
    stranger = make_editor(make_association("mi-aimh", "mi-aimh.localhost"))
    client = Client()
    client.force_login(stranger)
    assert client.get(page_of(association)).status_code == 404
    assert client.post(page_of(association), {}).status_code == 404
    with pytest.raises(NotAllowed):
        replace_key(association=association, by=stranger)
    assert not SigningKey.objects.exists()
