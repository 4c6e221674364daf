"""An association: its Wagtail Site, its home page, its row, and two groups that see nothing of the others."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from association.home.models import HomePage
from endorsement_plugin.associations.actions import ensure_workflow
from endorsement_plugin.models import Association

PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
FILE_PERMISSIONS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)


def ensure_association(facts: dict[str, Any], people: dict[str, User]) -> Association:
    """The association that these facts describe, made if it is new."""
    existing = Association.objects.filter(code=facts["code"]).first()
    if existing:
        return existing
    home = _home(facts)
    association = Association.objects.create(
        site=_site(facts, home),
        coordinators=_coordinators(facts, people),
        editors=_editors(facts, people, home),
        review_pool=facts.get("review_pool", ""),
        **{name: facts[name] for name in ("code", "name", "short_name", "accent", "email", "statement")},
        **{
            name: facts[name]
            for name in ("answer_after_months", "exam_after_months", "time_zone", "currency", "how_to_pay")
            if name in facts
        },
    )
    ensure_workflow(association=association)
    return association


def port() -> int:
    """Where the installation is reached: of all its sites the same."""
    parts = urlsplit(settings.BASE_URL)
    return parts.port or (443 if parts.scheme == "https" else 80)


def _home(facts: dict[str, Any]) -> HomePage:
    root = Page.get_first_root_node()
    home = HomePage(title=facts["short_name"], slug=facts["code"], live=False)
    root.add_child(instance=home)
    return home


def _site(facts: dict[str, Any], home: HomePage) -> Site:
    """The default association takes over the Site that Wagtail's own migration made."""
    if not facts.get("default"):
        where = {"hostname": facts["hostname"], "port": port()}
        site = Site.objects.filter(**where).first() or Site(**where)
        site.site_name, site.root_page = facts["short_name"], home
        site.save()  # Wagtail forgets the paths it keeps of each site when one is saved
        return site
    site, _ = Site.objects.get_or_create(is_default_site=True, defaults={"root_page": home})
    welcome = site.root_page
    site.hostname, site.port, site.site_name, site.root_page = (
        facts["hostname"],
        port(),
        facts["short_name"],
        home,
    )
    site.save()
    if welcome.pk != home.pk and type(welcome.specific) is Page:
        welcome.delete()
    return site


def _coordinators(facts: dict[str, Any], people: dict[str, User]) -> Group:
    """They open the admin and decide applications; pages are not theirs."""
    group = _group(f"{facts['short_name']} coordinators", facts["coordinators"], people)
    group.permissions.add(_permission("access_admin"))
    return group


def _editors(facts: dict[str, Any], people: dict[str, User], home: HomePage) -> Group:
    """They write below their own home page, and keep images and documents in a collection of their own."""
    group = _group(f"{facts['short_name']} editors", facts["editors"], people)
    group.permissions.add(_permission("access_admin"))
    for codename in PAGE_PERMISSIONS:
        GroupPagePermission.objects.create(group=group, page=home, permission=_permission(codename))
    collection = Collection.get_first_root_node().add_child(name=facts["name"])
    for codename in FILE_PERMISSIONS:
        GroupCollectionPermission.objects.create(
            group=group, collection=collection, permission=_permission(codename)
        )
    return group


def _group(name: str, emails: list[str], people: dict[str, User]) -> Group:
    group, _ = Group.objects.get_or_create(name=name)
    group.user_set.add(*(people[email] for email in emails))
    return group


def _permission(codename: str) -> Permission:
    return Permission.objects.get(
        codename=codename,
        content_type__app_label__in=["wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs"],
    )
