"""The plugin's settings: `ENDORSEMENT = {...}` over these defaults. Units are in the comments."""

from dataclasses import dataclass, fields, replace

from django.conf import settings as django_settings


@dataclass(frozen=True)
class Settings:
    """Every setting with its default; `checks.py` refuses unknown names and wrong types."""

    REVIEW_BACKEND: str = "endorsement_plugin.exams.backends.manual.ManualBackend"
    TRANSCRIPT_MAX_BYTES: int = 25 * 1024 * 1024  # bytes
    TRANSCRIPTS_PER_APPLICATION: int = 10
    INSPECTION_SECONDS: int = 60  # wall clock, for one try; the work's lease is 90
    INSPECTION_MEMORY: int = 768 * 1024 * 1024  # bytes of address space
    INSPECTION_CPU_SECONDS: int = 12
    CERTIFICATE_SECONDS: int = 60  # wall clock, for one try; the work's lease is 90
    CERTIFICATE_MEMORY: int = 1024 * 1024 * 1024  # bytes of address space: the typefaces are mapped into it
    CERTIFICATE_CPU_SECONDS: int = 12
    REFERENCE_DAYS: int = 30  # how long a referee's link works
    PAYMENT_PROVIDER: str = ""  # a class like fees.providers.PaymentProvider; without one nobody pays here
    BASE_URL: str = ""  # links in mail when a Site's own address must not be used
    UPLOADS_PER_HOUR: int = 20  # per person
    REFERENCE_MAILS_PER_DAY: int = 20  # per person
    INVITATION_DAYS: int = 30  # how long the link to join one's record works
    IMPORT_MAX_BYTES: int = 20 * 1024 * 1024  # of a spreadsheet that is moved in
    IMPORT_MAX_ROWS: int = 20_000
    IMPORT_KEPT_DAYS: int = 90  # how long the spreadsheet and its cells are kept
    MAIL_KEPT_DAYS: int = 365  # after a letter was sent, and after the end of the application it is about


def current() -> Settings:
    """The settings in force. Read at each call, so that tests may override them."""
    given: dict[str, object] = getattr(django_settings, "ENDORSEMENT", {})
    names = {field.name for field in fields(Settings)}
    return replace(Settings(), **{name: value for name, value in given.items() if name in names})  # type: ignore[arg-type]
