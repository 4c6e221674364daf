from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.validators import RegexValidator
from django.db import models
from wagtail.models import Site


def default_zone() -> str:
    """The installation's time zone, for an association that has not chosen its own."""
    return settings.TIME_ZONE


def zones() -> list[tuple[str, str]]:
    """Every time zone of the IANA database, by name."""
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones())]


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
