"""Who gets what at every address of the site. The expectations are data: access_matrix.txt."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from endorsement_plugin.certificates.actions.ask import ask_for_certificate
from endorsement_plugin.certificates.actions.issue import issue_badge
from endorsement_plugin.models import (
    Appeal,
    Application,
    AuditDocument,
    AuditDraw,
    Credential,
    DataDownload,
    Decision,
    Endorsement,
    Enquiry,
    Erasure,
    EvidenceEntry,
    FormVersion,
    Import,
    Mail,
    Person,
    Renewal,
    RenewalPolicy,
    RenewalRun,
    RetentionHold,
    Sitting,
    Transcript,
)
from endorsement_plugin.pages.models import CredentialIndexPage, CredentialPage
from review_queue.models import (
    Assignment,
    Calibration,
    CorrectiveAction,
    Item,
    Reviewer,
    Training,
    Verdict,
    Work,
)
from review_queue.quality.actions.auditing import open_pack
from review_queue.resolving.actions.decide import rules_of
from tests import broker as brokers
from tests.cast import Cast, give_referee_link, make_cast
from tests.factories.anchors import begin, make_anchors
from tests.factories.applications import add_evidence, add_reference, add_transcript, make_application
from tests.factories.credentials import make_credential, make_form, make_requirements
from tests.factories.definitions import pdf_paper
from tests.factories.endorsements import make_endorsement
from tests.factories.fees import make_fee, make_refund
from tests.factories.reviews import accept_offer, attach_file, clear_item, make_item, make_round, score
from tests.factories.sittings import add_exam_file, make_sitting
from tests.factories.vocabulary import area_of, make_field, make_framework, make_vetted
from tests.shared import shared
from tests.site import access

pytestmark = pytest.mark.django_db

Samples = Mapping[str, Mapping[str, object]]
DENIED = {"in", "401", "403", "404"}
OWN = ("apply/", "exam/", "review/", "admin/endorsement/")


@pytest.fixture(scope="module")
def broker() -> Iterator[str]:
    with brokers.broker() as url:
        yield url


@pytest.fixture(scope="module")
def shared_cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Cast, Samples]]:
    def make() -> tuple[Cast, Samples]:
        cast = make_cast()
        return cast, make_samples(cast)

    with shared(django_db_blocker, make) as both:
        yield both


@pytest.fixture
def cast(shared_cast: tuple[Cast, Samples], db: None, broker: str, settings) -> Cast:
    """The queue's own admin pages ask the broker."""
    settings.RQ_QUEUES = {"default": {**settings.RQ_QUEUES["default"], "URL": broker}}
    return deepcopy(shared_cast[0])


@pytest.fixture
def samples(shared_cast: tuple[Cast, Samples]) -> Samples:
    return shared_cast[1]


def _of_fees(application: Application, cast: Cast) -> Samples:
    refund = make_refund(make_fee(application, state="paid"), cast.coordinator)
    own = {"pk": refund.fee_id, "refund": refund.pk}
    return {"admin/endorsement/fees/": own, "apply/fees/": own, "api/v3-preview/fees/": own}


def _of_data(application: Application) -> Samples:
    """What the applicant asked for about their own data."""
    asked = Erasure.objects.create(association=application.association, person=application.person)
    own = {"pk": asked.pk}
    file = {"pk": DataDownload.objects.create(person=application.person).pk}
    return {
        "admin/endorsement/erasures/": own,
        "apply/my-data/": file,
        "apply/my-data/erasures/": own,
        "api/v3-preview/my-data/": own,
    }


def _of_retention(application: Application, cast: Cast) -> Samples:
    """A hold on the applicant, and a kind of record."""
    hold = RetentionHold.objects.create(
        association=cast.association, person=application.person, reason="A complaint", set_by=cast.coordinator
    )
    own = {"code": cast.association.code, "kind": "transcripts", "person": application.person_id}
    return {"admin/endorsement/retention/": own | {"hold": hold.pk}}


def make_samples(cast: Cast) -> Samples:
    """Something real for each parameter: all of it the applicant's, or reviewer A's to score."""
    draft = make_application(cast.applicant, cast.credential)
    of_draft = _of_draft(draft)
    at_exam = _at_exam(cast)
    paper = make_form(at_exam.credential, pdf_paper(), kind="exam")
    sitting = make_sitting("open", application=at_exam, paper=paper)
    answer = add_exam_file(sitting)
    reference, link = give_referee_link(sitting.application)
    transcript = add_transcript(sitting.application, file=ContentFile(b"%PDF-", name="x.pdf"))
    _decide(sitting.application, cast.coordinator)
    return {
        "": {"page_id": cast.association.site.root_page_id, "site_id": cast.association.site_id},
        "^((": {"": ""},
        "django-admin/django_rq/": {"queue_index": 0, "scheduler_index": 0},
        "apply/": of_draft,
        "api/v3-preview/forms/": {"family": draft.form_version.form.family},
        "api/v3-preview/applications/": of_draft | {"name": "practice"},
        "api/v3-preview/sittings/": {"pk": sitting.pk, "file": answer.pk},
        "api/v3-preview/portfolio/": {"entry": of_draft["entry"]},
        "apply/<uuid:pk>/letter/": {"pk": sitting.application_id},
        "reference/<": {"token": link.strip("/").split("/")[-1], "reference": reference.pk},
        "exam/": {"pk": sitting.pk, "name": "drawing", "file": answer.pk},
        "mailbox/": {"pk": Mail.objects.create(event_key="1", to="x@example.org", subject="x", body="x").pk},
        "apply/transcripts/<uuid:transcript>/file/": {"transcript": transcript.pk},
        "admin/endorsement/associations/": {"code": cast.association.code, "name": "made_full"},
        "admin/associations/": {"code": cast.association.code},
        "admin/endorsement/forms/": {"family": _on_a_page(draft).form.family},
        **_pages(cast),
        "admin/endorsement/credentials/": {"family": _written(cast).family, "number": 1},
        "admin/endorsement/enquiries/": {"pk": _enquiry(cast).pk},
        **_of_endorsements(cast),
        **_of_fees(sitting.application, cast),
        **_of_data(sitting.application),
        "admin/endorsement/policies/": {"pk": _policy(cast).pk},
        "admin/endorsement/clock/": {"code": cast.association.code},
        "admin/endorsement/duplicates/": _twice(cast),
        **_of_retention(sitting.application, cast),
        "admin/endorsement/imports/": {"pk": _import(cast).pk},
        "admin/endorsement/applications/": {
            "pk": sitting.application_id,
            "transcript": transcript.pk,
            "who": reference.pk,
            "origin": _submitted(sitting.application),
            "sitting": sitting.pk,
            "appeal": _appeal(sitting, cast.coordinator).pk,
        },
        **_of_paper(draft, cast),
        **_of_lists(cast),
        **_of_queue(cast),
    }


def _enquiry(cast: Cast) -> Enquiry:
    return Enquiry.objects.create(
        association=cast.association, about="License", name="Ines", email="ines@example.org", message="How?"
    )


def _policy(cast: Cast) -> RenewalPolicy:
    """A draft, which its editor may still write."""
    return RenewalPolicy.objects.create(association=cast.association, effective_from=date(2026, 1, 1))


def _twice(cast: Cast) -> dict[str, object]:
    """The applicant once more, without an account, as an old list has them."""
    Person.objects.filter(pk=cast.applicant.pk).update(license_number="LMFT-1")
    again = Person.objects.create(given_name="Ina", family_name="Applicant", license_number="lmft 1")
    make_endorsement(again, make_credential(cast.association, "TWICE"))
    return {"one": cast.applicant.pk, "other": again.pk}


def _import(cast: Cast) -> Import:
    return Import.objects.create(
        association=cast.association,
        original_name="old.csv",
        size=1,
        headings=["No."],
        state="checked",
        uploaded_by=cast.coordinator,
    )


def _of_endorsements(cast: Cast) -> dict[str, dict[str, object]]:
    """What the applicant holds already, provisionally and without an application."""
    end = date(2199, 1, 1)
    ends: dict[str, Any] = {"state": "provisional", "provisional_until": end, "renewal_due": end}
    held = make_endorsement(cast.applicant, make_credential(cast.association, "HELD"), **ends)
    began = date(2026, 1, 15)
    sent = Renewal.objects.create(
        endorsement=held, starts_on=began, due=held.renewal_due, state="submitted", audited=True
    )
    document, draw = _audit(sent, cast.coordinator)
    asked = held.requests.create(kind="name", name="Ina Kahale")
    event = held.events.create(action="granted", role="coordinator")
    ask_for_certificate(endorsement=held.pk, by=cast.applicant.account)
    issue_badge(endorsement=held.pk, by=cast.applicant.account)
    return {
        "badges/": {"code": "HELD", "purpose": "revocation", "number": 1},
        "apply/endorsements/<number:number>/badge/": {"kind": "svg"},
        "apply/renewals/": {"number": held.number},
        "apply/receipts/": {"renewal": sent.pk},
        "apply/endorsements/": {"number": held.number, "kind": "name"},
        "apply/audits/": {"renewal": sent.pk, "document": document.pk},
        "api/v3-preview/audits/": {"renewal": sent.pk, "document": document.pk},
        "admin/endorsement/renewals/audit/": {"renewal": sent.pk, "pk": draw.pk},
        "api/v3-preview/endorsements/": {"number": held.number},
        "api/v3-preview/renewals/": {"number": held.number},
        "admin/endorsement/endorsements/": {
            "pk": held.pk,
            "move": "sanction",
            "event": event.pk,
            "asked": asked.pk,
            "renewal": sent.pk,
        },
        "admin/endorsement/renewals/": {"pk": _run(held, cast.coordinator).pk},
    }


def _audit(sent: Renewal, by: User) -> tuple[AuditDocument, AuditDraw]:
    """A document that was sent for it, and the draw that chose it."""
    file = ContentFile(b"%PDF-", name="x.pdf")
    document = sent.documents.create(original_name="x.pdf", file=file, size=5, sha256="0" * 64)
    draw = AuditDraw.objects.create(
        association=sent.endorsement.association,
        first=sent.due,
        last=sent.due,
        percent=5,
        seed="0",
        digest="0",
        drawn_by=by,
    )
    draw.rows.create(endorsement=sent.endorsement, due=sent.due, line="x", drawn=True)
    return document, draw


def _run(held: Endorsement, by: User) -> RenewalRun:
    """A reminder that a coordinator has begun."""
    run = RenewalRun.objects.create(kind="remind", started_by=by)
    run.rows.create(endorsement=held, due=held.renewal_due)
    return run


def _on_a_page(draft: Application) -> FormVersion:
    """The form's version, with the home page in the place of the form's own."""
    form = draft.form_version.form
    form.page_id = form.association.site.root_page_id
    form.save(update_fields=["page"])
    return draft.form_version


def _pages(cast: Cast) -> dict[str, dict[str, object]]:
    """A list of credentials and one of them, as drafts."""
    home = cast.association.site.root_page
    index = home.add_child(instance=CredentialIndexPage(title="List", slug="list", live=False))
    page = index.add_child(instance=CredentialPage(title="One", slug="one", code="ONE", live=False))
    return {
        "admin/endorsement/pages/<int:page_id>/borrow/": {"page_id": index.pk},
        "admin/endorsement/pages/<int:page_id>/try/": {"page_id": page.pk},
    }


def _written(cast: Cast) -> Credential:
    """One that nobody has applied for, with the home page in the place of its own."""
    credential = make_credential(cast.association, "WRITTEN")
    make_requirements(credential)
    credential.page_id = credential.association.site.root_page_id
    credential.save(update_fields=["page"])
    return credential


def _submitted(application: Application) -> object:
    """The portfolio's id of an entry that was handed in."""
    entry: EvidenceEntry = add_evidence(application.person)
    application.evidence.create(kind="training", title="A course", origin=entry.pk)
    return entry.pk


def _at_exam(cast: Cast) -> Application:
    """With the form of the other credential: an association has one reference form."""
    version = FormVersion.objects.get(form__kind="application")
    credential = make_credential(cast.association, "IMHS")
    return make_application(cast.applicant, credential, version, state="exam")


def _decide(application: Application, by: User) -> None:
    letter = {"letter_subject": "Our decision", "letter": "Well done."}
    Decision.objects.create(
        application=application, outcome="deferred", proposed="deferred", decided_by=by, **letter
    )


def _appeal(sitting: Sitting, by: User) -> Appeal:
    return Appeal.objects.create(sitting=sitting, reason="Why.", first_outcome="failed", asked_by=by)


def _of_draft(draft: Application) -> dict[str, object]:
    entry: EvidenceEntry = add_evidence(draft.person)
    transcript: Transcript = add_transcript(draft)
    return {
        "pk": draft.pk,
        "form": draft.form_version.form.family,
        "entry": entry.pk,
        "transcript": transcript.pk,
        "file": transcript.pk,
        "reference": add_reference(draft).pk,
        "step": "practice",
        "kind": "training",
        "block": "s-transcripts",
        "slot": 1,
    }


def _of_paper(draft: Application, cast: Cast) -> dict[str, dict[str, object]]:
    """What the coordinator enters for somebody without an account, with a scan."""
    person = Person.objects.create(given_name="Pua", family_name="Paper")
    credential = make_credential(cast.association, "PAPER")
    entered: dict[str, Any] = {"entered_by": cast.coordinator, "paper_received_on": date(2026, 1, 15)}
    on_paper = make_application(person, credential, draft.form_version, **entered)
    file = ContentFile(b"%PDF-", name="x.pdf")
    by = {"uploaded_by": cast.coordinator, "size": 5, "sha256": "0" * 64}
    scan = on_paper.scans.create(original_name="x.pdf", file=file, state="accepted", **by)
    own: dict[str, object] = {"pk": on_paper.pk, "block": "s-ethics", "slot": 1}
    return {
        "admin/endorsement/on-paper/": own,
        "apply/<uuid:pk>/statements/<str:block>/paper/": own,
        "apply/<uuid:pk>/referees/<int:slot>/paper/": own,
        "apply/scans/": {"scan": scan.pk},
    }


def _of_lists(cast: Cast) -> dict[str, dict[str, object]]:
    framework = make_framework(cast.association, "Attachment", published=False)
    return {
        "admin/endorsement/fields/": {"pk": (field := make_field(cast.association)).pk},
        "admin/endorsement/vetted/": {"pk": make_vetted(cast.association).pk},
        "admin/endorsement/frameworks/": {"pk": framework.pk},
        "admin/endorsement/choose/fields/": {"pk": field.pk},
        "admin/endorsement/choose/frameworks/": {"pk": framework.pk},
        "admin/endorsement/choose/areas/": {"pk": area_of(framework, "Attachment").pk},
    }


def _of_queue(cast: Cast) -> dict[str, dict[str, object]]:
    scored_in = make_round()
    done, open_one = (_assigned(cast, scored_in) for _ in range(2))
    score(done, 3)
    accept_offer(open_one)
    waiting = make_item(scored_in, cast.pool)
    dead = Work.objects.filter(kind="review_queue.tell_clearers").latest("created_at")
    Work.objects.filter(pk=dead.pk).update(state="dead")
    for item in (open_one.item, waiting, done.item):
        attach_file(item)
    Item.objects.filter(pk=done.item_id).update(state="decided")
    Verdict.objects.create(
        item=done.item, outcome="passed", percent=100, resolution="agreed", **rules_of(scored_in)
    )
    until = timezone.localdate()
    grant = open_pack(
        scored_in=scored_in, pool=cast.pool, email=cast.auditor.email, until=until, by=cast.chief
    )
    action = CorrectiveAction.objects.create(
        round=scored_in,
        pool=cast.pool,
        alarm="agreement:total",
        what="Trained again.",
        who="The chief",
        done_on=until,
        recorded_by=cast.chief,
    )
    return {
        "review/answer/": {"code": open_one.code, "part": 1, "page": 1},
        "review/history/": {"code": done.code},
        **_of_calibration(cast),
        "review/staff/clearance/": {"code": waiting.code, "part": 1, "page": 1},
        "review/staff/rounds/": {"code": scored_in.code},
        "review/staff/operations/": {"work_id": dead.pk},
        "review/staff/pools/": {"code": cast.pool.code},
        "review/staff/plans/": {"plan_id": open_one.plan_id},
        "review/staff/rubrics/": {"code": scored_in.rubric.code},
        "review/you/": {"pk": 1},
        "review/staff/reviewers/": {"pk": open_one.reviewer_id, "number": _training(cast, open_one.reviewer)},
        "review/staff/items/": {"code": open_one.item.code, "slot": open_one.slot},
        **{
            f"review/staff/items/<slug:code>/{of_decided}/": {"code": done.item.code, "part": 1, "page": 1}
            for of_decided in ("reviews", "file")
        },
        "review/staff/reports/": {"code": scored_in.code, "name": "agreement", "pk": action.pk},
        "review/audits/": {"code": scored_in.code},
        "review/staff/auditors/": {"pk": grant.pk},
    }


def _training(cast: Cast, reviewer: Reviewer) -> int:
    given = {"what": "Rubric", "given_on": timezone.localdate(), "hours": 2, "given_by": "Somebody"}
    row = Training.objects.create(reviewer=reviewer, recorded_by=cast.chief, **given)
    return int(row.pk)


def _of_calibration(cast: Cast) -> dict[str, dict[str, object]]:
    """Reviewer A has scored the first text of three."""
    anchors = make_anchors(make_round(), pool=cast.pool)
    first, *_ = begin(Reviewer.objects.get(user=cast.reviewer_a))
    score(first, 2)
    attempt = Calibration.objects.get()
    return {
        "review/calibration/": {"code": first.code},
        "review/staff/calibration/": {"pk": attempt.pk},
        "django-admin/review_queue/anchorset/": {"object_id": anchors.pk},
        "django-admin/review_queue/anchor/": {"object_id": anchors.anchors.all()[0].pk},
    }


def _assigned(cast: Cast, scored_in) -> Assignment:
    """Offered to reviewers A and B."""
    from tests.factories.reviews import assign_all

    item: Item = clear_item(make_item(scored_in, cast.pool, barred=[cast.adjudicator.pk]), by=cast.clearer)
    assign_all()
    return Assignment.objects.get(item=item, reviewer__user=cast.reviewer_a)


def user_of(cast: Cast, role: str) -> User | None:
    if role == "anonymous":
        return None
    who = getattr(cast, role)
    return who.user if role.endswith("applicant") else who


def test_every_address_has_a_row():
    missing = [route for route in access.routes() if route not in access.table()]
    assert not missing, "Decide who gets these, and add a row for each to access_matrix.txt."


def test_every_row_has_an_address():
    assert set(access.table()) <= set(access.routes())


@pytest.mark.long
@pytest.mark.parametrize("role", access.ROLES)
def test_each_role_gets_what_the_table_says(role: str, cast: Cast, samples: Samples):
    visitor, expected = access.visitor(user_of(cast, role)), access.table()
    got = {
        route: access.answer(visitor, access.method_of(route), access.path_of(route, samples))
        for route in expected
    }
    assert got == {route: answers[role] for route, answers in expected.items()}


@pytest.mark.long
@pytest.mark.parametrize("role", ["applicant", "coordinator", "chief"])
def test_the_head_of_a_page_is_answered_as_the_page_is(role: str, cast: Cast, samples: Samples):
    visitor = access.visitor(user_of(cast, role))
    asked = [
        route
        for route, answers in access.table().items()
        if route.startswith(OWN) and access.method_of(route) == "get" and answers[role] == "200"
    ]
    assert asked
    got = {route: access.answer(visitor, "head", access.path_of(route, samples)) for route in asked}
    assert set(got.values()) == {"200"}, got


@pytest.mark.long
@pytest.mark.parametrize("role", access.ROLES)
def test_who_may_not_look_may_not_press_either(role: str, cast: Cast, samples: Samples):
    visitor = access.visitor(user_of(cast, role))
    closed = [
        route
        for route, answers in access.table().items()
        if answers[role] in DENIED and route.startswith(OWN)
    ]
    got = {route: access.answer(visitor, "post", access.path_of(route, samples)) for route in closed}
    assert set(got.values()) <= DENIED | {"405"}, got


OF_THE_PERSON = ("apply/portfolio/", "apply/my-data/")
"""One and the same on the site of each association: no association's."""
OF_AN_APPLICATION = ("apply/", "exam/", "api/v3-preview/applications/", "api/v3-preview/sittings/")


@pytest.mark.parametrize("method", ["get", "post", "patch", "delete"])
def test_on_another_associations_site_nothing_of_ones_own_is_there(method: str, cast: Cast, samples: Samples):
    theirs = [one for one in access.table() if one.startswith(OF_AN_APPLICATION) and "<uuid" in one]
    routes = [one for one in theirs if not one.startswith(OF_THE_PERSON)]
    assert len(routes) > 35
    visitor = access.visitor(cast.applicant.user)
    got = {
        route: access.answer(
            *(visitor, method, access.path_of(route, samples)),
            headers={"host": "mi-aimh.localhost"},
            **access.body_of(route, method),
        )
        for route in routes
    }
    assert {route: status for route, status in got.items() if status not in {"404", "405"}} == {}
