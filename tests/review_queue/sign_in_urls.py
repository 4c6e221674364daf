"""The site, with the queue's own pages to sign in on beside its own."""

from django.urls import include, path

from association.urls import urlpatterns as of_site

urlpatterns = [path("own/", include("review_queue.sign_in.urls")), *of_site]
