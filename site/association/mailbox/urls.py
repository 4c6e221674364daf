from django.urls import path

from association.mailbox import views

urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<uuid:pk>/", views.message, name="mailbox_message"),
]
