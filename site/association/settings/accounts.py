"""How people sign in: addresses and passwords, second factors, sessions."""

from association.settings import env

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_ADAPTER = "association.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "association.account_forms.LoginForm",
    "signup": "association.account_forms.SignupForm",
    "add_email": "association.account_forms.AddEmailForm",
    "change_password": "association.account_forms.ChangePasswordForm",
    "set_password": "association.account_forms.SetPasswordForm",
    "reset_password": "association.account_forms.ResetPasswordForm",
    "reset_password_from_key": "association.account_forms.ResetPasswordKeyForm",
    "reauthenticate": "association.account_forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up
ACCOUNT_EMAIL_NOTIFICATIONS = True
PASSWORD_MIN_LENGTH = 10
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Whoever guesses is slowed down (association.authentication.slowdown), never a whole office or the owner.
# These two protect the processor, and the codes of second factors.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "10/5m/key"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before an address is added, removed or made the main one
HEADLESS_CLIENTS = ("app",)

# Second factors: offered to everybody, demanded of whoever works for an association where this is True.
SECOND_FACTOR_DEMANDED = False
MFA_ADAPTER = "association.authentication.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a clock half a minute off
# Else nobody with a factor could add an address, and nobody with an unconfirmed one set up a factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "association.factor_forms.AuthenticateForm",
    "reauthenticate": "association.factor_forms.ReauthenticateForm",
    "activate_totp": "association.factor_forms.ActivateForm",
    "add_webauthn": "association.factor_forms.AddKeyForm",
    "edit_webauthn": "association.factor_forms.RenameKeyForm",
}
USERSESSIONS_TRACK_ACTIVITY = True  # by ActivityMiddleware, not by allauth's, which writes with every request
LAST_SEEN_MINUTES = 10
STAFF_IDLE_HOURS = env.number("STAFF_IDLE_HOURS", 8)
