"""Our routers in Wagtail's API, which is a preview: what ties us to it is here."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.errors import Throttled
from ninja.openapi.schema import OpenAPISchema
from wagtail.api.v3.api import api

from endorsement_plugin.errors import Refusal

from . import (
    applications,
    evidence,
    files,
    forms,
    reference,
    references,
    registry,
    sittings,
    status,
    steps,
    verification,
)
from .holder import audits, endorsements, fees, my_data, portfolio, registry_entry, renewals
from .problems import Unmet, problem, refused, unmet
from .proofs import badges, certificates
from .public_pages import PageFilter, hide_private_pages


def mount(public: PageFilter) -> None:
    """Add every router, once, before any URL is resolved. `public` leaves the pages that all may see."""
    hide_private_pages(public)
    describe_once()
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(Unmet, unmet)
    api.add_exception_handler(Throttled, _too_often)
    api.add_router("/forms/", forms.router)
    for module in (applications, steps, evidence, files, references, status):
        api.add_router("/applications/", module.router)
    api.add_router("/sittings/", sittings.router)
    for module in (endorsements, certificates, badges):
        api.add_router("/endorsements/", module.router)
    api.add_router("/fees/", fees.router)
    api.add_router("/endorsements/", registry_entry.router)
    api.add_router("/renewals/", renewals.router)
    api.add_router("/audits/", audits.router)
    api.add_router("/portfolio/", portfolio.router)
    api.add_router("/my-data/", my_data.router)
    api.add_router("/reference/", reference.router)
    api.add_router("/registry/", registry.router)
    api.add_router("/verify/", verification.router)


def describe_once() -> None:
    """The API's description is the same for everybody, and takes half a second to put together."""
    described_at = cache(partial(_described, api.get_openapi_schema))

    def described(
        *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        return described_at(api.get_root_path(path_params or {}) if path_prefix is None else path_prefix)

    api.get_openapi_schema = described  # type: ignore[method-assign]


def _described(describe: Callable[..., OpenAPISchema], path_prefix: str) -> OpenAPISchema:
    return describe(path_prefix=path_prefix)


def _refused(request: HttpRequest, exc: Refusal) -> HttpResponse:
    return refused(request, exc)


def _too_often(request: HttpRequest, exc: Throttled) -> HttpResponse:
    return problem(429, "too-many-requests", "That was too often. Please wait a while.")
