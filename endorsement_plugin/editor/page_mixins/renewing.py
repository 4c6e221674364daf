"""How a credential is renewed, as visitors read it: the policy in force, in the words that its editor saw."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.policies.contents import topics_of
from endorsement_plugin.policies.queries import policy_of_family

from .base import PagePart, family_of


class RenewedMixin(PagePart):
    """The rules of renewal below what a credential demands."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One query."""
        context = super().get_context(request, *args, **kwargs)
        association = association_for(request)
        if association is None:
            return context
        policy = policy_of_family(association, family_of(self), timezone.localdate())
        if policy is None:
            return context
        return {**context, "renewal": topics_of(policy), "renewal_from": policy.effective_from}
