"""Everything, in the order in which one thing needs another; one transaction for each association."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from association.demo import cast
from association.demo.content import fixtures
from association.demo.content.alliance import ensure_directory, ensure_licensing
from association.demo.content.anchors import ensure_anchors
from association.demo.content.choosers import ensure_chooser
from association.demo.content.credentials import ensure_credentials
from association.demo.content.downloads import ensure_downloads
from association.demo.content.endorsees import ensure_endorsees, ensure_policy
from association.demo.content.frameworks import ensure_framework
from association.demo.content.people import ensure_people
from association.demo.content.texts import ensure_texts, write_home
from association.founding.associations import ensure_association
from association.founding.queue import ensure_queue
from association.home.models import HomePage
from endorsement_plugin.models import Association


def load() -> Iterator[str]:
    """Load what is missing; a line for each thing done."""
    with transaction.atomic():
        people = ensure_people(cast.read(fixtures.FOLDER / "cast.json"))
        ensure_queue(fixtures.table("queue"), people)
    yield f"{len(people)} people and a pool of reviewers."
    for folder in fixtures.ASSOCIATIONS:
        with transaction.atomic():
            association = _load_association(folder, people)
        yield f"{association.name}: {association.site.root_url}"
    with transaction.atomic():
        ensure_anchors(fixtures.table("anchors"), fixtures.table("queue")["pool"]["code"], people)
    yield "Texts with known marks, and reviewers calibrated by them."


def _load_association(folder: str, people: dict[str, User]) -> Association:
    facts = fixtures.table(folder, "association")
    association = ensure_association(facts, people)
    home = HomePage.objects.get(pk=association.site.root_page_id)
    editor = _editor(facts, people)
    pages: dict[str, Any] = fixtures.table(folder, "pages")
    for framework in pages.get("frameworks", []):
        ensure_framework(association, framework)
    if "credentials" in pages:
        ensure_credentials(home, folder, pages, editor)
    if "chooser" in pages:
        ensure_chooser(home, pages["chooser"], editor)
    if "directory" in pages:
        ensure_directory(home, pages["directory"], editor)
        ensure_licensing(home, pages["licensing"], editor)
    ensure_texts(home, pages, editor)
    write_home(home, pages["home"], editor)
    if fixtures.exists(folder, "downloads"):
        ensure_downloads(association, home, fixtures.table(folder, "downloads"), editor)
    if editor is not None and fixtures.exists(folder, "renewal"):
        ensure_policy(association, fixtures.table(folder, "renewal"), editor)
        ensure_endorsees(association, fixtures.table(folder, "endorsees"), people)
    return association


def _editor(facts: dict[str, Any], people: dict[str, User]) -> User | None:
    return people[facts["editors"][0]] if facts["editors"] else None
