"""The competency frameworks of an association, published."""

from django.utils import timezone

from association.founding.forms import Written
from endorsement_plugin.models import Association, CompetencyArea, CompetencyFramework
from endorsement_plugin.vocabulary.names import value_for


def ensure_framework(association: Association, facts: Written) -> None:
    """The first version, with its areas; whatever is there under its name stays."""
    known = {"association": association, "name": facts["name"]}
    if CompetencyFramework.objects.filter(**known).exists():
        return
    row = CompetencyFramework.objects.create(**known, published_at=timezone.now())
    taken: set[str] = set()
    for place, area in enumerate(facts["areas"]):
        value = value_for(area["label"], taken, "area")
        taken.add(value)
        CompetencyArea.objects.create(framework=row, sort_order=place, value=value, **area)
