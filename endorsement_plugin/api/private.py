"""A router for the endpoints of applicants, and the sections that their addresses name."""

from django.http import Http404
from django.views.decorators.cache import never_cache
from ninja import Router

from endorsement_plugin.definitions.fields import Section
from endorsement_plugin.models import Application

from .auth import signed_in


def private_router(tag: str) -> Router:
    """A router for whoever is signed in, whose answers nobody stores."""
    router = Router(tags=[tag], auth=list(signed_in()))
    router.add_decorator(never_cache, mode="view")
    return router


def section_id(application: Application, kind: type[Section], name: str) -> str:
    """The block id of a section of the application's form, by its name. Raises Http404."""
    found = next((one for one in application.definition.sections(kind) if one.name == name), None)
    if found is None:
        raise Http404(f"This form has no {kind.type} section of that name")
    return found.id
