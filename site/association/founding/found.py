"""Make what an association needs, whatever of it is missing; all of it or nothing."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.models import Page

from association.home.models import HomePage
from endorsement_plugin.clock import today
from endorsement_plugin.models import Association
from endorsement_plugin.pages.models import (
    ApplicationFormPage,
    CredentialIndexPage,
    CredentialPage,
    ReferenceFormPage,
    RegistryPage,
)
from review_queue.models import Pool
from review_queue.row_locks import RowLocks

from .associations import ensure_association
from .forms import requirements, steps
from .people import ensure_person, invite
from .publishing import child, ensure, ensure_draft, publish
from .queue import ensure_queue

ROLES = ("editors", "coordinators", "chiefs", "clearers")
STARTER = Path(__file__).with_name("starter.toml")
ACCENT = "#1f6f6b"
LOCKS = RowLocks((Page,))


@transaction.atomic
def found(facts: dict[str, Any]) -> tuple[Association, list[str]]:
    """The association of these facts (FoundingForm), and a line for each thing that was made or was there.

    The same again makes nothing; a person, a role or a page that is missing is made.
    """
    _one_at_a_time()
    starter = tomllib.loads(STARTER.read_text(encoding="utf-8"))
    people = {person[1]: ensure_person(person) for role in ROLES for person in facts[role]}
    is_new = not Association.objects.filter(code=facts["code"]).exists()
    association = _association(facts, people)
    done = [_line(f"{association.name}, with its site, its groups and its way of approval", is_new)]
    done += _people(association, facts, people)
    done += _queue(association, facts, starter, people)
    done += _pages(association, facts, starter, people[facts["editors"][0][1]])
    return association, done


def _one_at_a_time() -> None:
    """Until the transaction ends: of a button pressed twice, the second press finds what the first made."""
    LOCKS.lock(Page, Page.objects.filter(depth=1)).first()


def _line(what: str, is_new: bool) -> str:
    return f"{'New' if is_new else 'There already'}: {what}."


def _association(facts: dict[str, Any], people: dict[str, User]) -> Association:
    """Made once; members of its groups are added each time."""
    roles = {role: [address for _, address in facts[role]] for role in ROLES}
    plain = {name: facts[name] for name in ("code", "name", "short_name", "hostname", "email", "time_zone")}
    first = {"accent": ACCENT, "statement": "", "review_pool": facts["code"]}
    default = {"default": not Association.objects.exists()}
    association = ensure_association(plain | roles | first | default, people)
    for role in ("editors", "coordinators"):
        group = getattr(association, role)
        if group is not None:
            group.user_set.add(*(people[address] for address in roles[role]))
    return association


def _people(association: Association, facts: dict[str, Any], people: dict[str, User]) -> Iterator[str]:
    for address, user in people.items():
        work = [role for role in ROLES if address in [other for _, other in facts[role]]]
        is_new = invite(association, user, work)
        yield _line(f"{user.get_full_name() or address} among {' and '.join(work)}, with a letter", is_new)


def _queue(
    association: Association, facts: dict[str, Any], starter: dict[str, Any], people: dict[str, User]
) -> Iterator[str]:
    """The pool of its reviewers, a rubric to begin with, and a round that its first paper can name."""
    code = association.code
    pool = association.review_pool or code
    is_new = not Pool.objects.filter(code=pool).exists()
    roles = {role: [address for _, address in facts[role]] for role in ("chiefs", "clearers")}
    title = f"Exam of {association.short_name}"
    ensure_queue(
        {
            "pool": {"code": pool, "name": f"Reviewers of {association.short_name}", **roles},
            "rubric": {"code": code, **starter["rubric"]},
            "rounds": [{"code": round_code(association), "title": title}],
            "reviewers": [],
        },
        people,
    )
    yield _line(f"its pool of reviewers, a sample rubric, and the round “{round_code(association)}”", is_new)


def round_code(association: Association) -> str:
    """What its exam papers name."""
    return f"{association.code}-exam"


def _pages(
    association: Association, facts: dict[str, Any], starter: dict[str, Any], editor: User
) -> Iterator[str]:
    """What visitors see at once is published; what makes rules is a draft that its editors read first."""
    home = HomePage.objects.get(pk=association.site.root_page_id)
    if is_new := not home.live:
        home.headline, home.lede = starter["home"]["headline"], starter["home"]["lede"]
        publish(home, editor)
    yield _line("its home page", is_new)
    for kind, name in ((CredentialIndexPage, "credentials"), (RegistryPage, "registry")):
        is_new = child(home, starter[name]["slug"]) is None
        ensure(home, kind, starter[name], editor, show_in_menus=True)
        yield _line(f"the page “{starter[name]['title']}”", is_new)
    yield from _drafts(child(home, starter["credentials"]["slug"]), facts, starter, editor)


def _drafts(index: Any, facts: dict[str, Any], starter: dict[str, Any], editor: User) -> Iterator[str]:
    reference = starter["reference"]
    referees, is_new = ensure_draft(index, ReferenceFormPage, reference, editor, body=steps(reference))
    yield _line("a form for referees, as a draft", is_new)
    credential = starter["credential"]
    code, title = facts["credential_code"], facts["credential_title"]
    association = Association.objects.get(site=index.get_site())
    page, is_new = ensure_draft(
        index,
        CredentialPage,
        {"title": title, "slug": code.lower().replace(" ", "-")},
        editor,
        code=code,
        effective_from=today(association),
        requirements=requirements(credential["requirements"], association),
        **{name: credential[name] for name in ("summary", "scope", "age_band")},
    )
    yield _line(f"the credential {title} ({code}), as a draft", is_new)
    form = starter["application"]
    body = steps(form, credential=code, reference_form=referees.pk)
    _, is_new = ensure_draft(page, ApplicationFormPage, form, editor, body=body)
    yield _line("its application form, as a draft", is_new)
