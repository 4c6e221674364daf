"""What is translated shows the rules; what was written first makes them."""

from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from wagtail.models import Locale, Page

from endorsement_plugin.fees.actions.publish import publish_fee_lines
from endorsement_plugin.models import Credential, Form, FormVersion, RequirementSet
from endorsement_plugin.pages.models import ApplicationFormPage, CredentialPage, ReferenceFormPage
from endorsement_plugin.rules.fees import Due, Terms
from tests.endorsement_plugin.editor.desk import TRAINED, Editor, make_credential_page, make_form_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spanish(settings: Any) -> Locale:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    return Locale.objects.create(language_code="es")


def translated(page: Any, locale: Locale, title: str) -> Any:
    """The page in Spanish, published, with the pages above it, as an editor makes it."""
    above = page.get_parent().specific
    if not above.is_root() and not above.has_translation(locale):
        translated(above, locale, f"{above.title} (es)")
    copy = page.copy_for_translation(locale)
    copy.title = title
    copy.save_revision().publish()
    copy.refresh_from_db()
    return copy


@pytest.fixture
def form_page() -> ApplicationFormPage:
    return make_form_page(Editor())


@pytest.fixture
def original(form_page: ApplicationFormPage) -> CredentialPage:
    return form_page.get_parent().specific


def test_a_published_translation_changes_no_credential(original: CredentialPage, spanish: Locale) -> None:
    copy = translated(original, spanish, "Especialista")
    copy.requirements[0].value["hours"] = 3
    copy.save_revision().publish()
    credential = Credential.objects.get()
    assert (credential.name, credential.page_id) == ("Infant Family Specialist", original.pk)
    assert RequirementSet.objects.get().clauses[0]["hours"] == "30"


@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_taking_a_translation_away_retires_nothing(
    original: CredentialPage, form_page: ApplicationFormPage, spanish: Locale, end: str
) -> None:
    translated(form_page, spanish, "Solicitud")
    copy = CredentialPage.objects.get(locale=spanish)
    copy.save_revision().publish()
    getattr(CredentialPage.objects.get(pk=copy.pk), end)()
    assert not Credential.objects.get().retired
    assert Form.objects.get(kind="application").is_open


@pytest.mark.parametrize("kind", [ApplicationFormPage, ReferenceFormPage])
def test_a_translated_form_makes_no_version_and_closes_none(
    form_page: ApplicationFormPage, spanish: Locale, kind: type[Page]
) -> None:
    page: Any = kind._default_manager.get(locale__language_code="en")
    copy = translated(page, spanish, "Otro")
    copy.body[0].value["title"] = "Sobre usted"
    copy.save_revision().publish()
    form = Form.objects.get(family=page.translation_key)
    assert (form.title, form.page_id, form.versions.count()) == (page.title, page.pk, 1)
    copy.unpublish()
    form.refresh_from_db()
    assert form.is_open


def test_a_translation_published_first_waits_for_the_original(spanish: Locale) -> None:
    editor = Editor()
    page = make_credential_page(editor)
    RequirementSet.objects.all().delete()
    Credential.objects.all().delete()
    translated(page, spanish, "Especialista")
    assert not Credential.objects.exists()
    page.save_revision().publish()
    assert Credential.objects.get().name == "Infant Family Specialist"


def test_no_translation_takes_over_when_the_original_is_deleted(
    original: CredentialPage, spanish: Locale
) -> None:
    copy = translated(original, spanish, "Especialista")
    CredentialPage.objects.get(pk=original.pk).delete()
    copy = CredentialPage.objects.get(pk=copy.pk)
    copy.save_revision().publish()
    credential = Credential.objects.get()
    assert (credential.name, credential.retired, credential.page_id) == (
        "Infant Family Specialist",
        True,
        None,
    )


def test_the_original_still_rules_beside_its_translation(original: CredentialPage, spanish: Locale) -> None:
    translated(original, spanish, "Especialista")
    original.requirements[0].value["hours"] = 33
    original.save_revision().publish()
    assert RequirementSet.objects.first().clauses[0]["hours"] == "33"  # type: ignore[union-attr]
    CredentialPage.objects.get(pk=original.pk).unpublish()
    assert Credential.objects.get().retired


def test_what_is_written_in_the_other_language_alone_counts_as_written_there(
    original: CredentialPage, spanish: Locale
) -> None:
    above = translated(original, spanish, "Especialista")
    body = ApplicationFormPage.objects.get().body
    page = ApplicationFormPage(title="Solicitud", slug="solicitud", locale=spanish, body=body)
    above.add_child(instance=page)
    page.save_revision().publish()
    form = Form.objects.get(family=page.translation_key)
    assert (form.language, form.credential) == ("es", Credential.objects.get())


def test_a_translated_page_shows_the_rules_that_hold(
    client: Client, original: CredentialPage, form_page: ApplicationFormPage, spanish: Locale
) -> None:
    translated(form_page, spanish, "Solicitud")
    copy = CredentialPage.objects.get(locale=spanish)
    copy.title = "Especialista"
    copy.requirements[0].value["hours"] = 3
    copy.fees = streamed_fees("Cuota")
    copy.save_revision().publish()
    publish_fee_lines(
        family=original.translation_key, lines=[Terms("a", "Registration", Decimal(25), Due.OPENING)]
    )
    page = CredentialPage.objects.get(pk=copy.pk)
    context = page.get_context(_request(page))
    assert context["requirements"][0] == TRAINED
    preview = _request(page)
    preview.is_preview = True
    shown = page.get_context(preview)
    assert shown["requirements"] == context["requirements"]
    assert [[fee.label for fee in one["fees"]] for one in (context, shown)] == [["Registration"]] * 2
    form = ApplicationFormPage.objects.get(locale=spanish)
    seen = form.get_context(_request(form))
    assert seen["requirements"] == context["requirements"]
    assert seen["form"] == Form.objects.get(kind="application")
    assert seen["parent"].title == "Especialista"


def streamed_fees(label: str) -> Any:
    block = {"type": "fee", "value": {"label": label, "amount": "9", "due": "opening"}}
    return CredentialPage._meta.get_field("fees").stream_block.to_python([block])


def _request(page: Page) -> Any:
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    request = RequestFactory().get("/", HTTP_HOST="localhost")
    request.user = AnonymousUser()
    return request


def test_rows_from_before_learn_their_language(original: CredentialPage, spanish: Locale) -> None:
    translated(original, spanish, "Especialista")
    Credential.objects.update(language="")
    Form.objects.update(language="")
    import_module("endorsement_plugin.migrations.0003_original_languages").note_languages(apps, None)
    assert set(Credential.objects.values_list("language", flat=True)) == {"en"}
    assert set(Form.objects.values_list("language", flat=True)) == {"en"}


def test_versions_are_those_of_the_original(form_page: ApplicationFormPage, spanish: Locale) -> None:
    before = FormVersion.objects.count()
    translated(form_page, spanish, "Solicitud")
    pages = Page.objects.filter(locale=spanish).specific()
    for page in pages:
        page.save_revision().publish()
    assert len(pages) == 4
    assert FormVersion.objects.count() == before
