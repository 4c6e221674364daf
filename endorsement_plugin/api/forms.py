"""The application forms that are open: their definition, and the JSON Schema of their answers. Public.

Reference forms and exam papers are not here: they are for whom they were sent to.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from wagtail.models import Site

from endorsement_plugin.applications.queries.applications import open_forms
from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.fees.queries import fee_lines_for
from endorsement_plugin.forms.queries import open_form
from endorsement_plugin.forms.schema import answer_schema
from endorsement_plugin.models import Form, FormVersion

from .preconditions import fresh
from .schemas.forms import FormLine, FormList, FormOut, SchemaOut

router = Router(tags=["forms"], auth=None)

FIVE_MINUTES = "public, max-age=300"
FOR_GOOD = "public, immutable, max-age=31536000"


@router.get("/", response=FormList)
def list_forms(request: HttpRequest) -> HttpResponse:
    """The forms that an applicant can start here."""
    items = [FormLine.of(form) for form in _forms(request)]
    return fresh(request, FormList(count=len(items), items=items), cache=FIVE_MINUTES)


@router.get("/{uuid:family}/", response=FormOut)
def read_form(request: HttpRequest, family: UUID) -> HttpResponse:
    """The form as it would be started now, with what its credential demands."""
    form = _form(request, family)
    _, clauses = open_form(family, timezone.localdate())
    shown = FormOut.of_version(_newest(form), clauses, fee_lines_for(form))
    return fresh(request, shown, cache=FIVE_MINUTES)


@router.get("/{uuid:family}/versions/{int:number}/", response=FormOut)
def read_version(request: HttpRequest, family: UUID, number: int) -> HttpResponse:
    """The form as it was once published. Never changes."""
    version = get_object_or_404(
        _form(request, family).versions.select_related("form__credential"), number=number
    )
    return fresh(request, FormOut.of_version(version, [], []), cache=FOR_GOOD)


@router.get("/{uuid:family}/schema/", response=dict[str, Any])
def read_schema(request: HttpRequest, family: UUID) -> HttpResponse:
    """The JSON Schema (2020-12) of `{question name: answer}` as it must be to submit."""
    schema = answer_schema(_newest(_form(request, family)).parsed)
    return fresh(request, SchemaOut(schema), cache=FIVE_MINUTES)


def _forms(request: HttpRequest) -> Any:
    keep_time_of(association_for(request))
    return open_forms(Site.find_for_request(request), timezone.localdate())


def _form(request: HttpRequest, family: UUID) -> Form:
    form: Form = get_object_or_404(_forms(request), family=family)
    return form


def _newest(form: Form) -> FormVersion:
    version = form.versions.select_related("form__credential").first()
    if version is None:
        raise Http404("This form has not been published yet")
    return version
