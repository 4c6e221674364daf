"""People: accounts with confirmed addresses, applicants, coordinators and editors."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission, User

from endorsement_plugin.models import Association, Person

PASSWORD = "a long invented password"


def make_user(email: str, **fields: object) -> User:
    """An account with a verified address, as after signing up. The same address gives the same account."""
    found = User.objects.filter(email=email).first()
    if found:
        return found
    user = User.objects.create_user(username=email, email=email, password=PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_person(
    email: str = "ina.applicant@example.org", given_name: str = "Ina", family_name: str = "Applicant"
) -> Person:
    """An applicant whose details are filled in."""
    person, _ = Person.objects.get_or_create(
        user=make_user(email), defaults={"given_name": given_name, "family_name": family_name}
    )
    return person


def make_coordinator(association: Association, email: str = "cora.coordinator@example.org") -> User:
    """Decides the association's applications and may open the Wagtail admin."""
    user = make_user(email)
    if association.coordinators is None:
        association.coordinators = _admin_group(f"{association.short_name} coordinators")
        association.save()
    user.groups.add(association.coordinators)
    return user


def make_editor(association: Association, email: str = "edith.editor@example.org") -> User:
    """Writes the association's pages, and nobody else's."""
    from wagtail.models import GroupPagePermission

    user = make_user(email)
    if association.editors is None:
        association.editors = _admin_group(f"{association.short_name} editors")
        association.save()
        for codename in ("add_page", "change_page", "publish_page"):
            GroupPagePermission.objects.create(
                group=association.editors,
                page=association.site.root_page,
                permission=Permission.objects.get(codename=codename, content_type__app_label="wagtailcore"),
            )
    user.groups.add(association.editors)
    return user


def make_superuser(email: str = "sue.superuser@example.org") -> User:
    """May do everything."""
    return make_user(email, is_staff=True, is_superuser=True)


def _admin_group(name: str) -> Group:
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group
