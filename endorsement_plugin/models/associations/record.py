from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.validators import RegexValidator
from django.db import models
from wagtail.models import Site

from endorsement_plugin.rules.money import CHOICES as CURRENCIES

from .files import logo_name, private_storage

PUBLIC_REASON = 160
"""Characters of what the registry says beside “Inactive”."""
NO_ZONES = {"Factory", "localtime", "posixrules"}


def default_zone() -> str:
    """The installation's time zone, for an association that has not chosen its own."""
    return settings.TIME_ZONE


def zones() -> list[tuple[str, str]]:
    """Every time zone of the IANA database, by name; not what only stands for none, or for the server's."""
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones() - NO_ZONES)]


PAPERS = [("us-letter", "US Letter"), ("a4", "A4")]


class Association(models.Model):
    """An association that grants the credential: one Wagtail Site, its people and its calendar."""

    site = models.OneToOneField(Site, on_delete=models.PROTECT, related_name="association")
    code = models.SlugField(unique=True, help_text="Short and lasting, as in exports: aimh-hi.")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    accent = models.CharField(
        max_length=7,
        default="#1f6f6b",
        validators=[
            RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write the color as # and six digits, as in #1f6f6b.")
        ],
    )
    email = models.EmailField(
        help_text="Where applicants write to, and where answers to the association's letters go."
    )
    statement = models.TextField(blank=True, help_text="Shown at the foot of every page.")
    coordinators = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        related_name="coordinated_associations",
        null=True,
        blank=True,
        help_text="Members see and decide this association's applications.",
    )
    editors = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        related_name="edited_associations",
        null=True,
        blank=True,
        help_text="Members write this association's pages and forms.",
    )
    answer_after_months = models.PositiveSmallIntegerField(
        default=1,
        help_text="Applicants hear back by the last day of this month after the one they submit in.",
    )
    exam_after_months = models.PositiveSmallIntegerField(
        default=3,
        help_text="The exam may be sat from the last day of this month after the one they submit in.",
    )
    time_zone = models.CharField(
        max_length=63,
        default=default_zone,
        choices=zones,
        help_text="Where its days end: promised dates, exam days, times in its letters and on its pages.",
    )
    retake_after_months = models.PositiveSmallIntegerField(
        default=6,
        help_text="An exam that was not passed may be sat again this many months after it was handed in; "
        "0 for no wait.",
    )
    retake_other_paper = models.BooleanField(
        default=True, help_text="An exam that was not passed is sat again on a paper not seen before."
    )
    one_application_at_a_time = models.BooleanField(
        default=False,
        help_text="Nobody starts an application while another one of theirs to you is open: until it is "
        "endorsed, declined or withdrawn.",
    )
    windows = models.JSONField(
        default=dict,
        blank=True,
        help_text="When applications are taken up, unless a page says otherwise: `rules.windows.dump`.",
    )
    currency = models.CharField(
        max_length=3,
        default="USD",
        choices=CURRENCIES,
        help_text="In which fees are charged. What has fallen due stays in the currency of that day.",
    )
    how_to_pay = models.TextField(
        blank=True,
        help_text="Applicants read it beside what they owe: by check to whom, by transfer to which account, "
        "and what to write on it.",
    )
    registry_shows_inactive = models.BooleanField(
        default=True,
        help_text="Otherwise their names are left out, and only their numbers are answered for.",
    )
    registry_of_sanction = models.CharField(
        max_length=PUBLIC_REASON,
        blank=True,
        help_text="Beside “Inactive”, after a sanction by a licensing board. Empty: nothing is said.",
    )
    registry_of_leave = models.CharField(
        max_length=PUBLIC_REASON,
        blank=True,
        help_text="Beside “Inactive”, on a leave that the holder asked for. Empty: nothing is said.",
    )
    registry_of_lapse = models.CharField(
        max_length=PUBLIC_REASON,
        blank=True,
        help_text="Beside “Inactive”, where it was not renewed. Empty: nothing is said.",
    )
    registry_finds_former_names = models.BooleanField(
        default=False, help_text="A search finds people by names that were corrected. They are not shown."
    )
    registry_noindex = models.BooleanField(
        default=False, help_text="Search engines are told to leave out the registry and its entries."
    )
    registry_in_network = models.BooleanField(
        default=False,
        help_text="Its listed people are found in the search over all associations that agreed to it.",
    )
    about_complaints = models.TextField(
        blank=True, help_text="Below the registry, about complaints and sanctions."
    )
    paper = models.CharField(
        max_length=9,
        default="us-letter",
        choices=PAPERS,
        help_text="What its certificates are set for.",
    )
    logo = models.ImageField(
        storage=private_storage,
        upload_to=logo_name,
        max_length=200,
        blank=True,
        help_text="Stands on its certificates.",
    )
    signed_by = models.CharField(
        max_length=100, blank=True, help_text="Who signs its certificates. Empty: no line for a signature."
    )
    signed_as = models.CharField(
        max_length=100, blank=True, help_text="As what, below the name: “President of the board”."
    )
    review_pool = models.SlugField(blank=True, help_text="Code of the pool of reviewers who score its exams.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """Where its days end."""
        return ZoneInfo(self.time_zone)


class AssociationEvent(models.Model):
    """One setting of an association that somebody has changed, when and by whom. Only ever added to."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=20, help_text="editor, coordinator or superuser.")
    setting = models.CharField(max_length=40, help_text="The name of the association's field.")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.setting
