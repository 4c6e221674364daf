"""A framework is published by somebody, and its next version is begun once."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from endorsement_plugin.models import AssociationEvent, CompetencyFramework
from endorsement_plugin.vocabulary.actions import next_version, publish_framework
from tests.factories.credentials import make_association
from tests.factories.people import make_editor
from tests.factories.vocabulary import make_framework
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def test_who_published_a_version_is_written_down_once() -> None:
    association = make_association()
    editor = make_editor(association)
    row = make_framework(association, "Law", published=False)
    for _ in range(2):
        publish_framework(framework=row.pk, by=editor)
    second = next_version(framework=row.pk, by=editor)
    publish_framework(framework=second.pk, by=editor)
    later, first = AssociationEvent.objects.filter(association=association)
    assert (first.actor, first.role, first.after) == (editor, "editor", "Competencies, version 1")
    assert (later.before, later.after) == ("version 1", "Competencies, version 2")
    client = Client()
    client.force_login(editor)
    history = client.get(reverse("endorsement_association", args=[association.code])).text
    assert "Published competency framework, “Competencies, version 1”" in history


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_begin_the_next_version_at_once_get_the_same() -> None:
    association = make_association()
    editor = make_editor(association)
    old = make_framework(association, "Law")
    new = make_framework(association, "Law", "Play", number=2)
    made = at_once(*(partial(next_version, framework=row.pk, by=editor) for row in (old, new, old, new)))
    assert [getattr(one, "number", one) for one in made] == [3] * 4
    assert CompetencyFramework.objects.filter(association=association).count() == 3
