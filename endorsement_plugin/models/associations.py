import uuid
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.validators import RegexValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Site

from endorsement_plugin.rules.money import CHOICES as CURRENCIES

LONGEST_LABEL = 120
PUBLIC_REASON = 160
"""Characters of what the registry says beside “Inactive”."""
NO_ZONES = {"Factory", "localtime", "posixrules"}


def default_zone() -> str:
    """The installation's time zone, for an association that has not chosen its own."""
    return settings.TIME_ZONE


def zones() -> list[tuple[str, str]]:
    """Every time zone of the IANA database, by name; not what only stands for none, or for the server's."""
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones() - NO_ZONES)]


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


class FieldOfWork(models.Model):
    """A field that a position can be in: "infant mental health". What entries keep is the value."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="fields_of_work")
    value = models.CharField(max_length=60, editable=False, help_text="Never changes.")
    label = models.CharField("field", max_length=LONGEST_LABEL)
    offered = models.BooleanField(
        "offered to new requirements",
        default=True,
        help_text="Requirements that were published with it keep it.",
    )

    class Meta:
        ordering = ["association", "label"]
        verbose_name_plural = "fields of work"
        constraints = [
            models.UniqueConstraint(fields=["association", "value"], name="field_of_work_once"),
        ]

    def __str__(self) -> str:
        return self.label


class VettedPerson(models.Model):
    """Somebody without an endorsement whose supervision or reference an association accepts for a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="vetted_people")
    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail address", help_text="By which they are found in an application.")
    since = models.DateField("vetted from", null=True, blank=True, help_text="Empty for any day before.")
    until = models.DateField("vetted until", null=True, blank=True, help_text="Empty for no end.")
    note = models.TextField(blank=True, help_text="Who vetted them, and how. Only your association reads it.")

    class Meta:
        ordering = ["association", "name"]
        verbose_name_plural = "vetted people"
        constraints = [
            models.UniqueConstraint(fields=["association", "email"], name="vetted_person_once"),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="vetted_person_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CompetencyFramework(ClusterableModel):
    """One version of a framework of competencies: areas in domains. Once published it never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_LABEL, help_text="“IFS competencies”")
    number = models.PositiveIntegerField("version", default=1, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        ordering = ["association", "name", "-number"]
        verbose_name = "competency framework"
        constraints = [
            models.UniqueConstraint(fields=["association", "name", "number"], name="framework_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    @property
    def is_published(self) -> bool:
        """Whether requirements can use it, so that it changes no more."""
        return self.published_at is not None


class CompetencyArea(models.Model):
    """One area. `kinds`: the kinds of evidence that may count for it; any, if empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = ParentalKey(CompetencyFramework, on_delete=models.CASCADE, related_name="areas")
    sort_order = models.IntegerField(null=True, blank=True, editable=False)
    sort_order_field = "sort_order"
    domain = models.CharField(max_length=LONGEST_LABEL, blank=True, help_text="“Theoretical foundations”")
    label = models.CharField("area", max_length=LONGEST_LABEL)
    value = models.CharField(max_length=60, editable=False, help_text="The same in every version.")
    kinds = models.JSONField("may be shown by", default=list, blank=True)

    class Meta:
        ordering = ["sort_order"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "value"], name="competency_area_once"),
        ]

    def __str__(self) -> str:
        return f"{self.domain}: {self.label}" if self.domain else self.label
