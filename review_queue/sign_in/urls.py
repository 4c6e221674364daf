"""For a project without a sign-in of its own: `path("", include("review_queue.sign_in.urls"))`."""

from django.urls import path

from .views import Choose, Forgotten, NothingHere, Sent, SignIn, SignOut

app_name = "sign_in"

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign_in"),
    path("sign-out/", SignOut.as_view(), name="sign_out"),
    path("signed-in/", NothingHere.as_view(), name="nothing_here"),
    path("password/", Forgotten.as_view(), name="forgotten"),
    path("password/sent/", Sent.as_view(), name="sent"),
    path("password/<uidb64>/<token>/", Choose.as_view(), name="choose"),
]
