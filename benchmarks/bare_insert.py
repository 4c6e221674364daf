"""The yardstick: a bare Django view that inserts one row, on the same database in the same run."""

from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from wagtail.contrib.redirects.models import Redirect

from benchmarks.measure import Measured, median, milliseconds, percentile


def insert(request: HttpRequest) -> HttpResponse:
    Redirect.objects.create(old_path=request.POST["path"], redirect_link="/")
    return HttpResponse(status=204)


urlpatterns = [path("insert/", insert)]


@override_settings(ROOT_URLCONF="benchmarks.bare_insert", MIDDLEWARE=[])
def bench_bare_insert() -> list[Measured]:
    client = Client()
    taken = milliseconds(lambda number: client.post("/insert/", {"path": f"/{number}"}), times=200)
    return [
        Measured("bare insert view, median", median(taken), "ms"),
        Measured("bare insert view, 95th percentile", percentile(taken, 95), "ms"),
    ]
