"""Three rows, or two, for each duty of the clock, planted so that the duty has to do something with them."""

import os
import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db.models.functions import Now
from django.utils import timezone
from wagtail.models import Page, Revision

from endorsement_plugin.exams.backends.base import Standing
from endorsement_plugin.exams.backends.manual import ManualBackend
from endorsement_plugin.models import (
    ApplicationEvent,
    DataDownload,
    Import,
    NoticeChoice,
    Reference,
    Renewal,
    Retention,
)
from endorsement_plugin.models.associations.files import private_storage
from review_queue.assigning.actions.grant_wishes import wish_for_one
from review_queue.models import Assignment, AuditGrant, Pool
from review_queue.models.files import FOLDER, private_files
from tests.factories import anchors, reviews
from tests.factories.applications import add_reference, make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.enquiries import add_enquiry
from tests.factories.people import make_coordinator, make_editor, make_person
from tests.factories.renewals import make_policy
from tests.factories.sittings import make_appeal, make_sitting


class Decided(ManualBackend):
    """Reviewers who have passed everybody."""

    def standings(self, *, refs):
        return {ref: Standing("decided", "passed") for ref in refs}


def _pages() -> list[Any]:
    home = make_association().site.root_page
    return [home.add_child(instance=Page(title=f"Page {n}", slug=f"page-{n}")) for n in range(3)]


def scheduled_revisions() -> list[Any]:
    revisions = [page.save_revision() for page in _pages()]
    Revision.objects.update(approved_go_live_at=timezone.now() - timedelta(minutes=5))
    return revisions


def expired_pages() -> list[Any]:
    pages = _pages()
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(
        expire_at=timezone.now() - timedelta(minutes=5)
    )
    return pages


def old_imports() -> list[Any]:
    association = make_association()
    cora = make_coordinator(association)
    for n in range(3):
        Import.objects.create(
            association=association, original_name=f"{n}.csv", size=9, uploaded_by=cora, state="columns"
        )
    Import.objects.update(uploaded_at=timezone.now() - timedelta(days=400))
    return list(Import.objects.order_by("uploaded_at", "pk"))


def old_downloads() -> list[Any]:
    for n in range(3):
        person = make_person(f"d{n}@example.org")
        DataDownload.objects.create(person=person, expires_at=timezone.now() - timedelta(days=n + 1))
    return list(DataDownload.objects.order_by("asked_at"))


def late_references() -> list[Any]:
    past = timezone.now() - timedelta(days=40)
    return [
        add_reference(
            make_application(make_person(f"p{n}@example.org")), state="sent", sent_at=past, expires_at=past
        )
        for n in range(3)
    ]


def quiet_references() -> list[Any]:
    rows = late_references()
    Reference.objects.update(expires_at=timezone.now() + timedelta(days=5))
    return rows


def sittings(state: str = "in_scoring", application_state: str = "exam") -> list[Any]:
    credential = make_credential(code="IMHS")
    people = [make_person(f"p{n}@example.org") for n in range(3)]
    return [
        make_sitting(
            state,
            application=make_application(one, credential, state=application_state),
            review_ref=uuid4(),
        )
        for one in people
    ]


def appeals(application_state: str = "ready") -> list[Any]:
    return [make_appeal(one) for one in sittings("failed", application_state)]


def associations() -> list[Any]:
    made = [make_association(f"a{n}", f"a{n}.example.org") for n in range(3)]
    for one in made:
        make_coordinator(one)
    return made


def associations_with_editors() -> list[Any]:
    made = associations()
    for association in made:
        make_editor(association, f"editor@{association.code}.example.org")
    return made


def asked_associations() -> list[Any]:
    made = associations()
    for association in made:
        add_enquiry(association)
    return made


def enquired_coordinators() -> list[Any]:
    """Named by their primary keys, as in the keys of the letters."""
    association = make_association()
    add_enquiry(association)
    people = [make_coordinator(association, email=f"c{n}@example.org") for n in range(3)]
    return [str(one.pk) for one in people]


def coordinators() -> list[Any]:
    association = make_association()
    people = [make_coordinator(association, email=f"c{n}@example.org") for n in range(3)]
    application = make_application(state="submitted")
    ApplicationEvent.objects.create(application=application, action="submitted", role="applicant")
    for one in people:
        NoticeChoice.objects.create(
            association=association, user=one, pace="at_once", since=timezone.now() - timedelta(days=1)
        )
    return people


def due_endorsements() -> list[Any]:
    make_policy(due="anniversary", due_month=None, due_day=None, reminder_days=[30])
    due = timezone.localdate() + timedelta(days=20)
    return [make_endorsement(make_person(f"p{n}@example.org"), renewal_due=due) for n in range(3)]


def waiting_answers() -> list[Any]:
    for _ in range(2):
        reviews.make_reviewer()
    scored_in = reviews.make_round()
    return [reviews.clear_item(reviews.make_item(scored_in)) for _ in range(3)]


def offers(**fields: Any) -> list[Any]:
    waiting_answers()
    reviews.assign_all()
    Assignment.objects.update(**fields)
    return list(Assignment.objects.order_by("pk"))


def over() -> list[Any]:
    return offers(answer_by=timezone.now() - timedelta(hours=1))


def soon_due() -> list[Any]:
    return offers(due=timezone.localdate())


def ended() -> list[Any]:
    return offers(ends_at=timezone.now() - timedelta(hours=1))


def held_by_closed() -> list[Any]:
    made = offers()
    get_user_model()._default_manager.filter(pk__in=[one.reviewer.user_id for one in made]).update(
        is_active=False
    )
    return made


def taken_away() -> list[Any]:
    offers()
    Assignment.objects.update(state="revoked", closed_at=timezone.now())
    return list(Assignment.objects.order_by("code"))


def pools() -> list[Any]:
    return [reviews.make_pool(code) for code in ("one", "three", "two")]


def packs_over() -> list[Any]:
    scored_in, pool = reviews.make_round(), reviews.make_pool()
    yesterday = timezone.localdate() - timedelta(days=1)
    chief = reviews.make_account()
    return [
        AuditGrant.objects.create(
            round=scored_in, pool=pool, user=reviews.make_account(), until=yesterday, granted_by=chief
        )
        for _ in range(3)
    ]


def wishes() -> list[Any]:
    made = []
    for _ in range(3):
        reviews.clear_item(reviews.make_item())
        made.append(wish_for_one(reviewer=reviews.make_reviewer()))
    return sorted(made, key=lambda one: one.pk)


def rounds_that_wait() -> list[Any]:
    rounds = [reviews.make_round() for _ in range(3)]
    for _ in range(2):
        reviews.make_reviewer()
    for one in rounds:
        reviews.clear_item(reviews.make_item(one))
    reviews.assign_all()
    return rounds


def lone_answers() -> list[Any]:
    Pool.objects.filter(pk=reviews.make_pool().pk).update(alike_at_least=3)
    rounds = [reviews.make_round() for _ in range(3)]
    for one in rounds:
        reviews.clear_item(reviews.make_item(one))
    return rounds


def single_answers() -> list[Any]:
    scored_in = reviews.make_round(anchor_every=1)
    anchors.make_anchors(scored_in, "seeded")
    for _ in range(2):
        reviews.make_reviewer()
    reviews.clear_item(reviews.make_item(scored_in))
    reviews.assign_all()
    Assignment.objects.update(offered_at=Now() - timedelta(days=13))
    return list(Assignment.objects.order_by("pk"))


def orphans() -> list[Any]:
    storage = private_files()
    names = [storage.save(f"{FOLDER}/{n}.pdf", ContentFile(b"x")) for n in "abc"]
    for name in names:
        os.utime(storage.path(name), (time.time() - 2 * 86400,) * 2)
    return names


def lost_files() -> list[Any]:
    storage = private_storage()
    names = [storage.save(f"transcripts/{n}.pdf", ContentFile(b"x")) for n in "abc"]
    for name in names:
        os.utime(storage.path(name), (time.time() - 2 * 86400,) * 2)
    return names


def retentions() -> list[Any]:
    """Associations that have switched theirs on."""
    codes = ("aimh-hi", "mi-aimh", "ca-aimh")
    associations = [make_association(code, f"{code}.localhost") for code in codes]
    for one in associations:
        Retention.objects.create(association=one, is_on=True)
    return associations


def settled_renewals() -> list[Any]:
    """Three that waited for a fee that nobody owes any more."""
    people = [make_person(f"h{n}@example.org") for n in range(3)]
    held = [make_endorsement(person, renewal_due=timezone.localdate()) for person in people]
    begun = timezone.localdate() - timedelta(days=300)
    return [
        Renewal.objects.create(endorsement=one, starts_on=begun, due=one.renewal_due, state="submitted")
        for one in held
    ]
