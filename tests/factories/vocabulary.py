"""The lists of an association."""

from django.utils import timezone

from endorsement_plugin.models import (
    Association,
    CompetencyArea,
    CompetencyFramework,
    FieldOfWork,
    VettedPerson,
)
from endorsement_plugin.vocabulary.names import value_for


def make_field(association: Association, label: str = "Infant mental health") -> FieldOfWork:
    """A field that is offered."""
    return FieldOfWork.objects.create(association=association, label=label, value=value_for(label, (), "x"))


def make_vetted(association: Association, email: str = "vera@example.org", **more: object) -> VettedPerson:
    """Somebody whom the association has vetted."""
    return VettedPerson.objects.create(association=association, name="Vera Vetted", email=email, **more)


def make_framework(
    association: Association,
    *labels: str,
    name: str = "Competencies",
    number: int = 1,
    published: bool = True,
) -> CompetencyFramework:
    """A version with these areas, in one domain."""
    row = CompetencyFramework.objects.create(
        association=association,
        name=name,
        number=number,
        published_at=timezone.now() if published else None,
    )
    for place, label in enumerate(labels):
        value = value_for(label, (), "x")
        CompetencyArea.objects.create(
            framework=row, sort_order=place, domain="Foundations", label=label, value=value
        )
    return CompetencyFramework.objects.get(pk=row.pk)


def area_of(framework: CompetencyFramework, label: str) -> CompetencyArea:
    """One of its areas."""
    return CompetencyArea.objects.get(framework=framework, label=label)
