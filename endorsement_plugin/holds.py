"""What is kept of somebody whatever else says that it goes: a complaint is looked into, a court has asked."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from endorsement_plugin.models import RetentionHold


def held(*people: str, of: str = "association", address: str = "") -> Q:
    """Rows of people on whom their association has a hold now.

    `people` are paths from the row to a person, `of` to the association. `address` is a field with an e-mail
    address, for rows that lead to nobody: they are a person's to whom letters go there.
    """
    holds = RetentionHold.objects.filter(association=OuterRef(of), lifted_at=None)
    about = Q()
    for path in people:
        about |= Q(Exists(holds.filter(person=OuterRef(path))))
    if address:
        there = {"account": Lower("person__user__email"), "contact": Lower("person__contact_email")}
        wanted = Lower(OuterRef(address))
        about |= Q(Exists(holds.annotate(**there).filter(Q(account=wanted) | Q(contact=wanted))))
    return about
