"""A candidate whose every identity is a word found nowhere else, and places where it could turn up."""

import zlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core import serializers
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from redis import Redis

from endorsement_plugin.models import Attestation, Person, ReferenceAnswer, Sitting
from tests.factories import definitions
from tests.factories.applications import (
    add_answer,
    add_evidence,
    add_reference,
    add_transcript,
    freeze_evidence,
    make_application,
)
from tests.factories.credentials import make_credential, make_form
from tests.factories.people import make_user
from tests.factories.sittings import make_sitting

PERSON = {
    "given_name": "Zquellina",
    "family_name": "Vorbexley",
    "former_names": "Trimbuquet, Oldwexham",
    "preferred_name": "Quilxie",
    "nicknames": "Zubbeline, Wixpop",
    "phone": "+1 808 555 7319",
    "employer": "Brindlewock Nursery Trust",
    "license_number": "LIC-77QX319",
    "member_number": "MEM-55ZK204",
}
EMAIL = "mailwoxby@example.org"
EVIDENCE = {
    "organization": "Thrumblecot Agency",
    "giver": "Supervine Quastrell",
    "giver_email": "quastrellmail@example.org",
}
LICENSE = {"organization": "Glimmerwock Board", "number": "RN-88VX417"}
REFEREE = {"name": "Refwinda Plaxhorn", "email": "plaxhornpost@example.org"}
KEPT = {
    "answer": "Answerquib of the application",
    "transcript": "transcript-filewump.pdf",
    "signature": "Signaquill Vorbexley",
    "reference": "Remarkwobble of the referee",
    "private response": "Disturbquox during the exam",
}
"""What never leaves the plugin at all, whatever is masked."""

NEEDLES = (
    *("zquellina", "vorbexley", "trimbuquet", "oldwexham", "quilxie", "zubbeline", "wixpop"),
    *("5557319", "555 7319", "brindlewock", "77qx319", "55zk204", "mailwoxby", "thrumblecot"),
    *("glimmerwock", "88vx417", "supervine", "quastrell", "refwinda", "plaxhorn"),
    *("answerquib", "filewump", "signaquill", "remarkwobble", "disturbquox"),
)


def essay() -> str:
    """An exam answer by someone who gives everything away."""
    said = [*PERSON.values(), EMAIL, *EVIDENCE.values(), *LICENSE.values(), *REFEREE.values()]
    names = " and ".join(part.strip() for value in said for part in value.split(","))
    by_name = "My name is Zquellina Vorbexley, ZQUELLINA to friends."
    return f"I wait with the baby. {by_name} I know {names}. Call 8085557319."


def plant() -> Sitting:
    """The candidate at the open exam, with evidence, references, transcript and signature."""
    credential = make_credential(code="IMHS")
    person = Person.objects.create(user=make_user(EMAIL), **PERSON)
    application = make_application(person, credential, state="exam")
    add_evidence(person, "supervision", hours=Decimal(30), started_on=date(2024, 1, 1), **EVIDENCE)
    add_evidence(person, "license", "Nurse", started_on=None, ended_on=date(2031, 1, 1), **LICENSE)
    freeze_evidence(application)
    add_answer(application, "role", KEPT["answer"])
    add_transcript(application, original_name=KEPT["transcript"])
    reference = add_reference(application, state="received", name=REFEREE["name"], email=REFEREE["email"])
    remark = {"kind": "long_text", "label": "Remarks", "text": KEPT["reference"]}
    ReferenceAnswer.objects.create(reference=reference, block_id="q-remarks", name="remarks", **remark)
    Attestation.objects.create(
        application=application, block_id="ethics", title="Ethics", typed_name=KEPT["signature"],
        signed_at=timezone.now(),
    )  # fmt: skip
    return make_sitting("open", application=application, paper=make_form(credential, _paper(), kind="exam"))


def hand_in(sitting: Sitting) -> None:
    """Through the candidate's own screens."""
    client = Client()
    client.force_login(make_user(EMAIL))
    answers = {"scene": essay(), "disturbed": KEPT["private response"]}
    revision = {"revision": sitting.revision}
    saved = client.post(
        reverse("endorsement_exam:answers", args=[sitting.pk]), {**answers, **revision, "then": "check"}
    )
    assert saved.status_code == 302, saved.content
    client.post(reverse("endorsement_exam:check", args=[sitting.pk]), {"revision": sitting.revision + 1})
    assert Sitting.objects.get().state == "handed_in"


def _paper() -> dict[str, object]:
    """One question for the reviewers and one that is not."""
    shared = definitions.question("scene", "long_text", max_words=400, shared=True)
    private = definitions.question("disturbed", "long_text", max_words=50, required=False)
    step = definitions.step("vignettes", shared, private)
    return definitions.definition(step, kind="exam", name="exam", title="Exam", round="spring")


def rows_of(app: str) -> str:
    """Everything in the tables of an app, as text."""
    models = apps.get_app_config(app).get_models(include_auto_created=True)
    return "\n".join(
        serializers.serialize("json", model._base_manager.all(), ensure_ascii=False) for model in models
    )


def messages_in(broker: str) -> str:
    """All that the broker holds, unpacked."""
    with Redis.from_url(broker) as client:
        return "\n".join(text for key in client.scan_iter() for text in _texts(client, key))


def _texts(client: Any, key: bytes) -> Iterator[str]:
    yield key.decode()
    read = {
        b"hash": lambda: [part for pair in client.hgetall(key).items() for part in pair],
        b"list": lambda: client.lrange(key, 0, -1),
        b"set": lambda: client.smembers(key),
        b"zset": lambda: client.zrange(key, 0, -1),
        b"string": lambda: [client.get(key)],
        b"stream": lambda: [repr(client.xrange(key)).encode()],
    }[client.type(key)]
    yield from (_unpacked(value) for value in read())


def _unpacked(value: bytes) -> str:
    """RQ compresses what a job is called with."""
    try:
        return zlib.decompress(value).decode(errors="replace")
    except zlib.error:
        return value.decode(errors="replace")


def found_in(text: str) -> set[str]:
    """The needles that this text holds, in whatever case."""
    lower = text.lower()
    return {needle for needle in NEEDLES if needle in lower}
