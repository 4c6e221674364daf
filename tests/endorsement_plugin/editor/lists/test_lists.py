"""An association's editors write its lists in the admin; nobody else's."""

from datetime import date

import pytest
from django.urls import reverse

from endorsement_plugin.editor.lists.frameworks import FrameworkForm
from endorsement_plugin.models import CompetencyArea, CompetencyFramework, FieldOfWork, VettedPerson
from endorsement_plugin.vocabulary.actions import publish_framework
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_editor
from tests.factories.vocabulary import area_of, make_field, make_framework, make_vetted

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def other():
    return make_association("mi-aimh", "mi-aimh.localhost")


@pytest.fixture
def editor(client, association):
    user = make_editor(association)
    client.force_login(user)
    return user


def areas(*rows, **more):
    """A formset as the page sends it."""
    data = {"areas-TOTAL_FORMS": str(len(rows)), "areas-INITIAL_FORMS": "0"} | more
    for number, (domain, label, kinds) in enumerate(rows):
        data |= {
            f"areas-{number}-domain": domain,
            f"areas-{number}-label": label,
            f"areas-{number}-kinds": kinds,
            f"areas-{number}-ORDER": str(number + 1),
        }
    return data


def test_a_field_is_added_and_keeps_its_value_when_its_label_is_mended(client, editor, association):
    client.post(reverse("endorsement_fields:add"), {"label": " Infant mental  health\u200b", "offered": "on"})
    field = FieldOfWork.objects.get()
    assert (field.association, field.label, field.value) == (
        association,
        "Infant mental health",
        "infant_mental_health",
    )
    client.post(reverse("endorsement_fields:edit", args=[field.pk]), {"label": "Infants", "offered": ""})
    field.refresh_from_db()
    assert (field.label, field.value, field.offered) == ("Infants", "infant_mental_health", False)


@pytest.mark.parametrize("label", ["Infant mental health", "infant MENTAL health ", "", "\u200b"])
def test_a_field_that_is_there_or_says_nothing_is_refused(client, editor, association, label):
    make_field(association)
    answer = client.post(reverse("endorsement_fields:add"), {"label": label, "offered": "on"})
    assert answer.status_code == 200
    assert FieldOfWork.objects.count() == 1


@pytest.mark.parametrize(
    "label", ["Éducation of ʻohana 0-3", "éducation of ‘ohana 0–3", "e\u0301ducation of 'OHANA 0‑3"]
)
def test_a_field_is_there_however_it_is_spelled(client, editor, association, label):
    make_field(association, "Éducation of ʻohana 0–3")
    answer = client.post(reverse("endorsement_fields:add"), {"label": label, "offered": "on"})
    assert "has this in its list already" in answer.text
    assert FieldOfWork.objects.count() == 1


@pytest.mark.parametrize("address", ["VERA@example.org", "vera+imh@example.org", "vera@example.org\u200b"])
def test_a_person_is_vetted_under_one_address(client, editor, association, address):
    make_vetted(association)
    answer = client.post(reverse("endorsement_vetted:add"), {"name": "Vera", "email": address})
    assert "has this in its list already" in answer.text
    assert VettedPerson.objects.count() == 1


def test_two_labels_that_make_one_value_get_two(client, editor):
    for label in ("Home visiting", "Home-visiting"):
        client.post(reverse("endorsement_fields:add"), {"label": label, "offered": "on"})
    assert sorted(FieldOfWork.objects.values_list("value", flat=True)) == ["home_visiting", "home_visiting_2"]


def test_a_person_is_vetted_until_a_day(client, editor):
    data = {
        "name": "Vera",
        "email": "Vera@Example.org",
        "since": "2025-01-01",
        "until": "2027-12-31",
        "note": "By phone",
    }
    client.post(reverse("endorsement_vetted:add"), data)
    row = VettedPerson.objects.get()
    assert (row.name, str(row.until)) == ("Vera", "2027-12-31")
    page = client.post(reverse("endorsement_vetted:edit", args=[row.pk]), data | {"until": "2024-12-31"})
    assert "This day is before the first one." in page.content.decode()
    again = client.post(reverse("endorsement_vetted:add"), data | {"email": "VERA@example.org"})
    assert "has this in its list already" in again.content.decode()


def test_a_framework_is_written_published_and_written_anew(client, editor):
    rows = [("Foundations", "Attachment", ["training", "work"]), ("", "Reflection", [])]
    made = client.post(reverse("endorsement_frameworks:add"), areas(*rows, name="IFS competencies"))
    first = CompetencyFramework.objects.get()
    assert made["Location"] == reverse("endorsement_frameworks:show", args=[first.pk])
    assert [(area.value, area.kinds) for area in first.areas.all()] == [
        ("attachment", ["training", "work"]),
        ("reflection", []),
    ]
    show = reverse("endorsement_frameworks:show", args=[first.pk])
    assert made["Location"] == show  # where it says that nobody can use it yet
    client.post(show, {"then": "publish"})
    first.refresh_from_db()
    assert first.is_published
    changed = client.get(reverse("endorsement_frameworks:edit", args=[first.pk]))
    assert (changed.status_code, changed["Location"]) == (302, show)
    client.post(show, {"then": "next"})
    client.post(show, {"then": "next"})
    second = CompetencyFramework.objects.get(number=2)
    assert not second.is_published
    reflection = area_of(second, "Reflection")
    rows = [("Foundations", "Attachment and loss", []), ("", "Reflection", []), ("", "Law", [])]
    data = areas(*rows, name="Another name") | {"areas-INITIAL_FORMS": "2", "areas-1-DELETE": "on"}
    data |= {"areas-0-id": str(area_of(second, "Attachment").pk), "areas-1-id": str(reflection.pk)}
    client.post(reverse("endorsement_frameworks:edit", args=[second.pk]), data)
    second.refresh_from_db()
    assert second.name == "IFS competencies"
    kept = {area.label: area.value for area in CompetencyArea.objects.filter(framework=second)}
    assert kept == {"Attachment and loss": "attachment", "Law": "law"}
    assert not CompetencyArea.objects.filter(pk=reflection.pk).exists()
    assert [area.label for area in CompetencyFramework.objects.get(number=1).areas.all()] == [
        "Attachment",
        "Reflection",
    ]


def test_a_published_version_cannot_be_changed_by_posting(client, editor, association):
    row = make_framework(association, "Attachment")
    data = areas(("", "Hacked", []), name="Hacked")
    client.post(reverse("endorsement_frameworks:edit", args=[row.pk]), data)
    row.refresh_from_db()
    assert (row.name, [area.label for area in row.areas.all()]) == ("Competencies", ["Attachment"])


def test_an_area_twice_and_a_version_without_areas_are_refused(client, editor, association):
    page = client.post(
        reverse("endorsement_frameworks:add"), areas(("", "Law", []), ("X", "law ", []), name="One")
    )
    assert "Another area above is called so." in page.content.decode()
    row = make_framework(association, published=False)
    told = client.post(
        reverse("endorsement_frameworks:show", args=[row.pk]), {"then": "publish"}, follow=True
    )
    assert "has no areas yet" in told.content.decode()
    row.refresh_from_db()
    assert not row.is_published


@pytest.mark.parametrize("name", ["Taken", "taken ", "TAKEN\u200b"])
@pytest.mark.parametrize("published", [True, False])
def test_a_framework_is_not_called_as_another(client, editor, association, name, published):
    make_framework(association, "Law", name="Taken", published=published)
    row = make_framework(association, name="Own", published=False)
    where = [reverse("endorsement_frameworks:edit", args=[row.pk]), reverse("endorsement_frameworks:add")]
    for place in where:
        told = client.post(place, areas(name=name))
        assert told.status_code == 200
        assert "has this in its list already" in told.content.decode()
    row.refresh_from_db()
    assert row.name == "Own"
    client.post(where[0], areas(name="OWN"))
    row.refresh_from_db()
    assert row.name == "OWN"


def test_what_is_published_while_it_is_being_saved_stays_as_it_is(client, editor, association, monkeypatch):
    row = make_framework(association, "Law", published=False)
    checked = FrameworkForm.is_valid

    def is_valid(form):
        publish_framework(framework=row.pk, by=editor)
        return checked(form)

    monkeypatch.setattr(FrameworkForm, "is_valid", is_valid)
    data = areas(("", "Play", []), name="Other")
    told = client.post(reverse("endorsement_frameworks:edit", args=[row.pk]), data, follow=True)
    assert "stays as it is. Begin the next one." in told.content.decode()
    kept = CompetencyFramework.objects.get(pk=row.pk)
    assert (kept.name, kept.is_published) == ("Competencies", True)
    assert [area.label for area in kept.areas.all()] == ["Law"]


def test_another_associations_rows_are_not_there(client, editor, other):
    field, person, framework = make_field(other), make_vetted(other), make_framework(other, "Zqcanary")
    pages = [
        reverse("endorsement_fields:edit", args=[field.pk]),
        reverse("endorsement_vetted:edit", args=[person.pk]),
        reverse("endorsement_frameworks:edit", args=[framework.pk]),
        reverse("endorsement_frameworks:show", args=[framework.pk]),
        reverse("endorsement_field_chooser:chosen", args=[field.pk]),
        reverse("endorsement_framework_chooser:chosen", args=[framework.pk]),
        reverse("endorsement_area_chooser:chosen", args=[area_of(framework, "Zqcanary").pk]),
        reverse("endorsement_field_chooser:chosen", args=["1"]),
        reverse("endorsement_field_chooser:chosen_multiple") + f"?id={field.pk}",
    ]
    for page in pages:
        assert client.get(page).status_code == 404, page
        assert client.post(page, {"then": "next"}).status_code in (404, 405), page
    for name in ("fields", "vetted", "frameworks"):
        listed = client.get(reverse(f"endorsement_{name}:index")).content.decode()
        assert not {str(row.pk) for row in (field, person, framework)} & set(listed.split('"'))
    for name in ("field", "framework", "area"):
        shown = client.get(reverse(f"endorsement_{name}_chooser:choose")).content.decode()
        assert "Zqcanary" not in shown
        assert str(field.pk) not in shown
    assert CompetencyFramework.objects.count() == 1


def test_a_row_cannot_be_put_into_another_associations_list(client, editor, association, other):
    data = {"label": "Theirs", "offered": "on", "association": other.pk}
    client.post(reverse("endorsement_fields:add"), data)
    assert not FieldOfWork.objects.filter(association=other).exists()
    field = make_field(association)
    client.post(reverse("endorsement_fields:edit", args=[field.pk]), data)
    field.refresh_from_db()
    assert field.association == association


def test_choosers_offer_what_can_be_used(client, editor, association):
    make_field(association, "Gone")
    FieldOfWork.objects.update(offered=False)
    make_field(association, "Here")
    make_framework(association, "Written", name="Draft", published=False)
    make_framework(association, "Usable", name="Done")
    shown = {
        name: client.get(reverse(f"endorsement_{name}_chooser:choose")).content.decode()
        for name in ("field", "framework", "area")
    }
    assert "Here" in shown["field"]
    assert "Gone" not in shown["field"]
    assert "Done, version 1" in shown["framework"]
    assert "Draft" not in shown["framework"]
    assert "Usable" in shown["area"]
    assert "Written" not in shown["area"]


def test_who_writes_two_associations_says_whose_row_it_is(client, editor, association, other):
    make_editor(other, editor.email)
    page = client.get(reverse("endorsement_fields:add")).content.decode()
    assert "MI-AIMH" in page or other.name in page
    client.post(reverse("endorsement_fields:add"), {"label": "X", "offered": "on", "association": other.pk})
    assert FieldOfWork.objects.get().association == other


@pytest.mark.parametrize("name", ["fields", "vetted", "frameworks"])
def test_whose_list_it_is_has_no_heading_where_nothing_is_asked(client, editor, other, name):
    address = reverse(f"endorsement_{name}:add")
    assert "panel-association-heading" not in client.get(address).text
    make_editor(other, editor.email)
    assert "panel-association-heading" in client.get(address).text


def test_a_coordinator_who_writes_nothing_has_no_lists(client, association):
    client.force_login(make_coordinator(association))
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Fields of work" not in home
    assert client.get(reverse("endorsement_fields:index")).status_code == 302


def test_the_days_of_vetted_people_are_written_as_everywhere(client, editor, association):
    make_vetted(association, until=date(2026, 12, 31))
    html = client.get(reverse("endorsement_vetted:index")).text
    assert "31 December 2026" in html
    assert "Dec. 31" not in html
    assert ">–<" in html.replace(" ", "").replace("\n", "")
