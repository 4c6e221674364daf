"""An editor gives certificates a logo: a picture of our own making, whatever was sent."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from endorsement_plugin.associations import logos
from endorsement_plugin.models import Association, AssociationEvent
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_editor

pytestmark = pytest.mark.django_db(transaction=True)

STORAGE = Association._meta.get_field("logo").storage


def picture(kind: str = "PNG", size: tuple[int, int] = (400, 100), mode: str = "RGBA") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new(mode, size).save(drawn, kind)
    return SimpleUploadedFile(f"../../logo.{kind.lower()}", drawn.getvalue(), "image/png")


def send(client, association, **more):
    """The settings as they stand, with a change."""
    names = ("email", "statement", "accent", "currency", "how_to_pay", "paper", "signed_by", "signed_as")
    data = {name: getattr(association, name) for name in names} | {"registry_shows_inactive": "on"}
    return client.post(reverse("endorsement_association", args=[association.code]), data | more, follow=True)


@pytest.fixture
def association(client) -> Association:
    made = make_association()
    client.force_login(make_editor(made))
    return made


@pytest.mark.parametrize(
    "file", [picture(), picture("JPEG", mode="RGB"), picture("GIF", mode="P"), picture(size=(4000, 900))]
)
def test_it_is_kept_as_a_small_png_and_replaced_and_taken_away(client, association, file):
    assert "Saved: Logo." in send(client, association, logo=file).text
    association.refresh_from_db()
    first = association.logo.name
    with association.logo.open("rb") as stored, Image.open(stored) as kept:
        assert (kept.format, kept.mode) == ("PNG", "RGB")
        assert max(kept.size) <= logos.LONGEST_SIDE
        assert kept.info == {}
    assert "logo." not in first
    send(client, association, logo=picture(size=(50, 50)))
    association.refresh_from_db()
    assert not STORAGE.exists(first)
    last = association.logo.name
    send(client, association, **{"logo-clear": "on"})
    association.refresh_from_db()
    assert not association.logo
    assert not STORAGE.exists(last)
    assert [(one.before, one.after) for one in AssociationEvent.objects.order_by("id")] == [
        ("", "a logo"),
        ("a logo", "a logo"),
        ("a logo", ""),
    ]


NONE = [
    (SimpleUploadedFile("logo.png", b"<svg onload='x'/>", "image/png"), logos.NO_IMAGE),
    (SimpleUploadedFile("logo.png", picture().read()[:60], "image/png"), logos.NO_IMAGE),
    (SimpleUploadedFile("logo.png", b"", "image/png"), "The submitted file is empty."),
    (SimpleUploadedFile("logo.png", b"x" * (logos.MOST_BYTES + 1), "image/png"), "5 MB at the most"),
    (picture("PNG", (7000, 6000), "1"), "too many pixels"),
]


@pytest.mark.parametrize(("file", "reason"), NONE)
def test_what_is_no_picture_is_refused_beside_it(client, association, file, reason):
    answer = send(client, association, logo=file, signed_by="Kauʻi Kahaʻi")
    assert reason in answer.text
    assert "Kauʻi Kahaʻi" in answer.text, "nothing typed is lost"
    association.refresh_from_db()
    assert not association.logo


def test_it_is_the_editors(client, association):
    client.force_login(make_coordinator(association))
    send(client, association, logo=picture(), signed_by="Otto Other")
    association.refresh_from_db()
    assert (association.logo.name, association.signed_by) == ("", "")
