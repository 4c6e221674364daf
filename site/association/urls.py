"""Where everything hangs. Pages come last: they take whatever is left."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v3.urls import api
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from association.authentication.sessions import SessionsView
from association.csp.reports import csp_report
from association.views import association_css

handler400 = "endorsement_plugin.faults.responses.bad_request"
handler404 = "endorsement_plugin.faults.responses.not_found"
handler500 = "endorsement_plugin.faults.responses.server_error"

# There is one way to sign in: allauth's, with its limits on attempts and its confirmed addresses.
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("association.css", association_css, name="association_css"),
    path("sitemap.xml", sitemap),
    path("csp-report/", csp_report, name="csp_report"),
    path("admin/login/", to_sign_in),
    path("_util/login/", to_sign_in),
    path("django-admin/", admin.site.urls),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/sessions/", login_required(SessionsView.as_view()), name="usersessions_list"),
    path("accounts/", include("allauth.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    path("api/v3-preview/", api.urls),
    path("review/", include("review_queue.urls")),
    *([path("mailbox/", include("association.mailbox.urls"))] if settings.DEMO else []),
    path("exam/", include("endorsement_plugin.urls_exam")),
    path("", include("endorsement_plugin.urls")),
    path("", include(wagtail_urls)),
]
