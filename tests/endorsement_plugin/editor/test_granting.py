"""An editor says that a credential is granted for holding others; what contradicts it is refused in words."""

from typing import Any

import pytest
from django.urls import reverse

from endorsement_plugin.editor.page_mixins import granting
from endorsement_plugin.models import Credential
from endorsement_plugin.pages.models import ApplicationFormPage, CredentialPage
from tests.endorsement_plugin.editor.desk import (
    Editor,
    credential_data,
    form_data,
    make_index,
    stepped,
    text,
)
from tests.factories.credentials import make_application_form, make_association, make_credential

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Editor:
    return Editor()


@pytest.fixture
def parts(editor) -> list[Credential]:
    """Two that can be applied for."""
    made = [make_credential(editor.association, code, name=code) for code in ("IMH", "ECMH")]
    for one in made:
        make_application_form(one)
    return made


def data(*ticked: Credential, requirements=(), **more: Any) -> dict[str, Any]:
    names = {"title": "Both", "slug": "both", "code": "IECMH", **more}
    return credential_data(list(requirements), granted_for=tuple(str(one.pk) for one in ticked), **names)


def make_both(editor, parts) -> CredentialPage:
    page = editor.create(CredentialPage, make_index(editor), data(*parts))
    assert isinstance(page, CredentialPage), page.errors
    return page


def refused(editor, *ticked: Credential, **more: Any) -> list[str]:
    form = editor.create(CredentialPage, make_index(editor), data(*ticked, **more))
    assert not isinstance(form, CredentialPage)
    return list(form.errors["granted_for"])


def test_it_is_published_and_said_in_place_of_a_form(editor, parts, client):
    page = make_both(editor, parts)
    credential = Credential.objects.get(code="IECMH")
    assert set(credential.granted_for.all()) == set(parts)
    shown = client.get(page.url).content.decode()
    assert "Granted to everybody who holds both ECMH (ECMH) and IMH (IMH)." in shown
    assert "It is due for renewal with the first of them." in shown
    assert "No application form is open" not in shown
    assert "See the application form" not in shown
    index = client.get(page.get_parent().url).content.decode()
    assert 'role="rowheader">Granted for holding</th>' in index


def test_unticking_all_of_them_takes_it_back(editor, parts):
    page = make_both(editor, parts)
    editor.change(page, data())
    assert not Credential.objects.get(code="IECMH").granted_for.exists()


def test_only_published_credentials_of_the_association_are_offered(editor, parts):
    other = make_credential(make_association("mi-aimh", "mi-aimh.localhost"), "THEIRS")
    gone = make_credential(editor.association, "GONE", retired=True)
    page = make_both(editor, parts)
    form = editor.change(page, data(parts[0], other))
    assert list(form.errors["granted_for"]) == [granting.OTHERS]
    offered = set(form.fields["granted_for"].queryset)
    assert offered == set(parts)
    assert gone not in offered


def test_one_that_was_withdrawn_since_is_not_unticked_unseen(editor, parts):
    third = make_credential(editor.association, "THIRD")
    make_application_form(third)
    page = make_both(editor, [*parts, third])
    Credential.objects.filter(pk=third.pk).update(retired=True)
    shown = editor.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert third in shown.fields["granted_for"].queryset
    form = editor.change(page, data(*parts, third))
    assert not isinstance(form, CredentialPage)
    (words,) = form.errors["granted_for"]
    assert "THIRD" in words
    assert set(Credential.objects.get(code="IECMH").granted_for.all()) == {*parts, third}
    assert isinstance(editor.change(page, data(*parts)), CredentialPage), "unticked by whoever looked at it"


def test_itself_is_not_offered_and_refused(editor, parts):
    page = make_both(editor, parts)
    own = Credential.objects.get(code="IECMH")
    assert not isinstance(editor.change(page, data(*parts, own)), CredentialPage)
    family, association = own.family, editor.association
    faults = [*granting.faults_of_granting(family, association, [own, *parts], demands=False)]
    assert granting.ITSELF in faults


def test_one_alone_is_refused(editor, parts):
    assert refused(editor, parts[0]) == [granting.TOO_FEW]


def test_requirements_at_the_same_time_are_refused(editor, parts):
    training = ("training", {"hours": "30", "topic": "x", "quotas-count": "0", "designation": ""})
    assert refused(editor, *parts, requirements=[training]) == [granting.DEMANDS]


def test_an_open_form_of_its_own_is_refused(editor, parts):
    page = editor.create(CredentialPage, make_index(editor), data())
    make_application_form(Credential.objects.get(code="IECMH"))
    form = editor.change(page, data(*parts))
    (words,) = form.errors["granted_for"]
    assert "is open, so people apply for this credential" in words


def test_a_form_below_it_is_refused(editor, parts):
    page = make_both(editor, parts)
    made = editor.create(ApplicationFormPage, page, form_data(stepped(("About you", [text("Your role")]))))
    assert not isinstance(made, ApplicationFormPage)
    (words,) = made.non_field_errors()
    assert words.startswith("Nobody applies for this credential: it is granted to everybody who holds both")


def test_what_nobody_can_apply_for_is_refused(editor, parts):
    closed = make_credential(editor.association, "CLOSED")
    assert refused(editor, *parts, closed) == [granting.NOT_OPEN.format(code="CLOSED")]


def test_what_is_granted_for_holding_is_no_part_and_there_is_no_circle(editor, parts):
    page = make_both(editor, parts)
    both = Credential.objects.get(code="IECMH")
    third = make_credential(editor.association, "IFS")
    make_application_form(third)
    more = {"title": "More", "slug": "more", "code": "MORE"}
    form = editor.create(CredentialPage, page.get_parent(), data(both, third, **more))
    assert list(form.errors["granted_for"]) == [granting.GRANTED_ITSELF.format(code="IECMH")]
    family = parts[0].family
    faults = [*granting.faults_of_granting(family, editor.association, [third, parts[1]], demands=False)]
    assert granting.PART_OF_OTHER.format(code="IECMH") in faults


def test_readiness_tells_of_parts_that_nobody_can_apply_for(editor, parts):
    from endorsement_plugin.editor.readiness.points import missing_of

    page = make_both(editor, parts)
    assert missing_of(page) == []
    shown = editor.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert "People can come to hold it." in shown
    assert "People can apply." not in shown
    parts[0].forms.update(is_open=False)
    (point,) = missing_of(page)
    assert point.words == "IMH (IMH) cannot be applied for: it has no open form."
