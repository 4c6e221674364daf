"""Whose lists somebody may write and choose from."""

from django.db.models import QuerySet

from endorsement_plugin.models import CompetencyArea, CompetencyFramework, FieldOfWork, VettedPerson
from endorsement_plugin.permissions import Visitor, associations_edited_by


def fields_edited_by(user: Visitor) -> QuerySet[FieldOfWork]:
    """The fields of work of the associations whose pages this person writes."""
    return FieldOfWork.objects.filter(association__in=associations_edited_by(user))


def vetted_edited_by(user: Visitor) -> QuerySet[VettedPerson]:
    """The people whom these associations have vetted."""
    return VettedPerson.objects.filter(association__in=associations_edited_by(user))


def frameworks_edited_by(user: Visitor) -> QuerySet[CompetencyFramework]:
    """Every version of the frameworks of these associations."""
    return CompetencyFramework.objects.filter(association__in=associations_edited_by(user))


def areas_edited_by(user: Visitor) -> QuerySet[CompetencyArea]:
    """The areas of these frameworks."""
    return CompetencyArea.objects.filter(framework__association__in=associations_edited_by(user))
