"""Who may get what. A view gets its object from here, and a miss is a 404.

The list and the detail page ask the same function.
"""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, QuerySet
from wagtail.permissions import policy_registry

from .models import (
    AccessEvent,
    Application,
    Association,
    Credential,
    DataDownload,
    Endorsement,
    Enquiry,
    Erasure,
    EvidenceEntry,
    Fee,
    Form,
    Person,
    Reference,
    Renewal,
    RenewalPolicy,
    Sitting,
    Transcript,
)
from .rules.states import DECIDED_AGAINST, OPEN_APPLICATION

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    Visitor = User | AnonymousUser
else:  # the host may have a user model of its own
    Visitor = AbstractBaseUser | AnonymousUser


def opens_admin(user: Visitor) -> bool:
    """Whether this person may open the Wagtail admin."""
    return bool(user.is_active and user.has_perm("wagtailadmin.access_admin"))  # type: ignore[union-attr]


def associations_coordinated_by(user: Visitor) -> QuerySet[Association]:
    """The associations whose applications this person decides. A superuser coordinates all of them."""
    return _associations(user, "coordinators")


def associations_edited_by(user: Visitor) -> QuerySet[Association]:
    """The associations whose pages, forms and lists this person writes. A superuser writes all of them."""
    return _associations(user, "editors")


def _associations(user: Visitor, group: str) -> QuerySet[Association]:
    if not user.is_authenticated:
        return Association.objects.none()
    runs_all = getattr(user, "is_superuser", False)
    return Association.objects.filter(**({} if runs_all else {f"{group}__user": user}))


def associations_run_by(user: Visitor) -> QuerySet[Association]:
    """The associations this person writes or decides for."""
    written, decided = associations_edited_by(user), associations_coordinated_by(user)
    return Association.objects.filter(Q(pk__in=written.values("pk")) | Q(pk__in=decided.values("pk")))


def coordinates(user: Visitor, association: Association) -> bool:
    """Whether this person decides the applications of this association."""
    return associations_coordinated_by(user).filter(pk=association.pk).exists()


def applications_of(user: Visitor) -> QuerySet[Application]:
    """The person's own applications."""
    if not user.is_authenticated:
        return Application.objects.none()
    return Application.objects.filter(person__user=user)


def applications_coordinated_by(user: Visitor) -> QuerySet[Application]:
    """The applications this person may open as a coordinator. Drafts belong to the applicant alone, also
    after they were given up. Nobody decides their own, or reads the references in it.
    """
    applications = Application.objects.filter(
        association__in=associations_coordinated_by(user), submitted_at__isnull=False
    )
    return applications.exclude(person__user_id=user.pk or 0)


def applications_held_to_requirements_by(user: Visitor) -> QuerySet[Application]:
    """The applications that this person may move to newer requirements: drafts too, which they do not read.

    Not what is decided, also where the decision was put off, and nobody's own.
    """
    open_ones = Application.objects.filter(
        association__in=associations_coordinated_by(user), state__in=OPEN_APPLICATION - DECIDED_AGAINST
    )
    return open_ones.exclude(person__user_id=user.pk or 0)


def fees_coordinated_by(user: Visitor) -> QuerySet[Fee]:
    """The fees owed to the associations that this person coordinates, and nobody's own.

    Those of drafts too, which they do not read: what submitting waits for is settled before that.
    """
    theirs = associations_coordinated_by(user)
    fees = Fee.objects.filter(Q(application__association__in=theirs) | Q(endorsement__association__in=theirs))
    own = Q(application__person__user_id=user.pk or 0) | Q(endorsement__person__user_id=user.pk or 0)
    return fees.exclude(own)


def fees_of(user: Visitor) -> QuerySet[Fee]:
    """What the person owes and has settled."""
    if not user.is_authenticated:
        return Fee.objects.none()
    return Fee.objects.filter(Q(application__person__user=user) | Q(endorsement__person__user=user))


def erasures_coordinated_by(user: Visitor) -> QuerySet[Erasure]:
    """What the associations were asked to erase that this person coordinates, and not about themselves."""
    rows = Erasure.objects.filter(association__in=associations_coordinated_by(user))
    return rows.exclude(person__user_id=user.pk or 0)


def accesses_overseen_by(user: Visitor) -> QuerySet[AccessEvent]:
    """What was read and exported in the associations this person coordinates; of their own file nothing."""
    rows = AccessEvent.objects.filter(association__in=associations_coordinated_by(user))
    own = Q(application__person__user_id=user.pk or 0) | Q(endorsement__person__user_id=user.pk or 0)
    return rows.exclude(own)


def downloads_of(user: Visitor) -> QuerySet[DataDownload]:
    """The files that this person asked for about themselves."""
    if not user.is_authenticated:
        return DataDownload.objects.none()
    return DataDownload.objects.filter(person__user=user)


def evidence_of(user: Visitor) -> QuerySet[EvidenceEntry]:
    """The person's own portfolio."""
    if not user.is_authenticated:
        return EvidenceEntry.objects.none()
    return EvidenceEntry.objects.filter(person__user=user)


def transcripts_of(user: Visitor) -> QuerySet[Transcript]:
    """The person's own transcripts."""
    return Transcript.objects.filter(application__in=applications_of(user))


def transcripts_coordinated_by(user: Visitor) -> QuerySet[Transcript]:
    """Transcripts of the applications this person coordinates."""
    return Transcript.objects.filter(application__in=applications_coordinated_by(user))


def references_of(user: Visitor) -> QuerySet[Reference]:
    """The requests the person sent; what was written in them is another question."""
    return Reference.objects.filter(application__in=applications_of(user))


def sittings_of(user: Visitor) -> QuerySet[Sitting]:
    """The person's own exam sittings."""
    return Sitting.objects.filter(application__in=applications_of(user))


def forms_published_by(user: Visitor) -> QuerySet[Form]:
    """The application forms whose pages this person may publish."""
    policy = policy_registry.get_by_type(Form._meta.get_field("page").related_model)
    return Form.objects.filter(
        kind=Form.Kind.APPLICATION, page__in=policy.instances_user_has_permission_for(user, "publish")
    )


def credentials_published_by(user: Visitor) -> QuerySet[Credential]:
    """The credentials whose pages this person may publish."""
    policy = policy_registry.get_by_type(Credential._meta.get_field("page").related_model)
    return Credential.objects.filter(page__in=policy.instances_user_has_permission_for(user, "publish"))


def credentials_read_by(user: Visitor) -> QuerySet[Credential]:
    """The credentials of the associations that this person writes pages or decides applications for."""
    return Credential.objects.filter(association__in=associations_run_by(user).values("pk"))


def policies_read_by(user: Visitor) -> QuerySet[RenewalPolicy]:
    """The renewal policies, drafts too, of the associations that this person writes or decides for."""
    return RenewalPolicy.objects.filter(association__in=associations_run_by(user).values("pk"))


def policies_written_by(user: Visitor) -> QuerySet[RenewalPolicy]:
    """Those of the associations that this person writes for."""
    return RenewalPolicy.objects.filter(association__in=associations_edited_by(user).values("pk"))


def enquiries_coordinated_by(user: Visitor) -> QuerySet[Enquiry]:
    """What was asked of the associations this person coordinates."""
    return Enquiry.objects.filter(association__in=associations_coordinated_by(user))


def is_coordinator(user: Visitor) -> bool:
    """Whether this person coordinates any association."""
    return bool(coordinated_by(user))


def coordinated_by(user: Visitor) -> list[Association]:
    """The associations this person coordinates. Asked for many times a page, read once."""
    if not hasattr(user, "_coordinated"):
        user._coordinated = list(associations_coordinated_by(user))  # type: ignore[union-attr]
    return user._coordinated  # type: ignore[union-attr,no-any-return]


def endorsements_coordinated_by(user: Visitor) -> QuerySet[Endorsement]:
    """The endorsements granted by the associations this person coordinates."""
    return Endorsement.objects.filter(association__in=associations_coordinated_by(user))


def credentials_granted_by(user: Visitor) -> QuerySet[Credential]:
    """The credentials that are granted for holding others, of the associations this person coordinates."""
    theirs = Credential.objects.filter(association__in=associations_coordinated_by(user), retired=False)
    return theirs.filter(granted_for__isnull=False).distinct()


def endorsements_decided_by(user: Visitor) -> QuerySet[Endorsement]:
    """Those that this person may change as a coordinator: nobody's own."""
    return endorsements_coordinated_by(user).exclude(person__user_id=user.pk or 0)


def renewals_decided_by(user: Visitor) -> QuerySet[Renewal]:
    """The periods that this person may decide, and whose audit they may read: nobody's own."""
    return Renewal.objects.filter(endorsement__in=endorsements_decided_by(user))


def endorsements_of(user: Visitor) -> QuerySet[Endorsement]:
    """What the person holds, and held."""
    if not user.is_authenticated:
        return Endorsement.objects.none()
    return Endorsement.objects.filter(person__user=user)


def people_coordinated_by(user: Visitor) -> QuerySet[Person]:
    """Who has submitted an application to an association that this person coordinates, or holds or held an
    endorsement of it; never they themselves."""
    applied, held = applications_coordinated_by(user), endorsements_decided_by(user)
    return Person.objects.filter(Q(pk__in=applied.values("person")) | Q(pk__in=held.values("person")))


def renewals_of(user: Visitor) -> QuerySet[Renewal]:
    """The periods of what the person holds, and held."""
    return Renewal.objects.filter(endorsement__in=endorsements_of(user))
