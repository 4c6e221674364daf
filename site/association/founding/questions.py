"""What is asked about a new association: one form, for the page and for the command."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from wagtail.models import Page, Site

from endorsement_plugin.models import Association
from endorsement_plugin.models.associations import zones
from review_queue.models import Pool, Rubric
from review_queue.typed.cleaning import clean, clean_address
from review_queue.typed.forms import CleansWhatIsTyped

Person = tuple[str, str]
"""Name and address."""

HOST = RegexValidator(
    re.compile(r"^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"),
    "Write the name alone, without https://, port or path: endorsement.example.org.",
)
ONE_A_LINE = "One on each line: Ada Example <ada@example.org>."
PERSON = re.compile(
    r"""["']?(?P<name>[^@<>()"]*?)["']?[\s<("]*(?P<address>[^\s<>()",]*@[^\s<>()",]*)[>)"]?"""
)
"""A name, if there is one, and an address, with or without brackets."""


class PeopleField(forms.CharField):
    """Names with addresses, one on each line or between semicolons; several on a line with commas between."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> Any:
        """Pairs of name and address. Raises ValidationError that quotes the line it cannot read."""
        text = super().clean(value)
        return [_person(one) for line in re.split(r"[\n;]", text) for one in _people_on(line)]


def _people_on(line: str) -> Iterator[str]:
    """Each with an address, so that no comma loses one: a comma before the address is part of a name."""
    begun: list[str] = []
    for piece in line.split(","):
        begun.append(piece)
        if "@" in piece:
            yield ",".join(begun)
            begun = []
    if rest := ",".join(begun).strip(" ,"):
        yield rest


def _person(words: str) -> Person:
    found = PERSON.fullmatch(clean(words).strip(" ,"))
    if found is None:
        raise ValidationError(f"“{words.strip()}” has no e-mail address. {ONE_A_LINE}")
    address = clean_address(found["address"]).lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(f"“{found['address']}” is not an e-mail address. {ONE_A_LINE}") from None
    return clean(found["name"]) or address.partition("@")[0], address


def _zones_to_choose() -> list[tuple[str, str]]:
    """None is proposed: a wrong one would only be noticed when a day has ended too early."""
    return [("", "Choose one"), *zones()]


class FoundingForm(CleansWhatIsTyped, forms.Form):
    """Everything that cannot be guessed. The rest begins with a sample that its people change."""

    name = forms.CharField(max_length=200, label="Name of the association")
    short_name = forms.CharField(max_length=40, label="Short name", help_text="As in a menu: AIMH HI.")
    code = forms.SlugField(
        max_length=50,
        help_text="Short and lasting, as in exports: aimh-hi.",
        error_messages={"invalid": "Use letters, digits and hyphens only, no spaces: aimh-hi."},
    )
    hostname = forms.CharField(
        max_length=253,
        label="Host name of its site",
        help_text="endorsement.example.org. It has to lead to this server.",
    )
    email = forms.EmailField(
        label="E-mail address",
        help_text="Where applicants write to, and where answers to its letters go.",
    )
    time_zone = forms.ChoiceField(
        choices=_zones_to_choose,
        label="Time zone",
        help_text="Of its office. By it its days end, and dates and times are shown: America/New York.",
    )
    editors = PeopleField(help_text=f"They write pages and forms. {ONE_A_LINE}")
    coordinators = PeopleField(help_text=f"They read and decide applications. {ONE_A_LINE}")
    chiefs = PeopleField(
        required=False, label="Chief reviewers", help_text=f"They lead its blind review. {ONE_A_LINE}"
    )
    clearers = PeopleField(
        required=False,
        help_text=f"They take names out of exam answers before reviewers read them. {ONE_A_LINE}",
    )
    credential_title = forms.CharField(max_length=200, label="Name of its first credential")
    credential_code = forms.CharField(
        max_length=20, label="Code of that credential", help_text="As written after a name: IFS."
    )

    def clean_hostname(self) -> str:
        """In small letters."""
        host = str(self.cleaned_data["hostname"]).lower()
        HOST(host)
        return host

    def clean(self) -> dict[str, Any]:
        """A code that is there goes on with that association: what is missing is made, and nothing else."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        existing = Association.objects.select_related("site").filter(code=cleaned.get("code")).first()
        if existing:
            self._same_as(existing, cleaned)
        else:
            self._free(cleaned)
        return cleaned

    def _same_as(self, existing: Association, cleaned: dict[str, Any]) -> None:
        if "hostname" in cleaned and existing.site.hostname != cleaned["hostname"]:
            words = f"This is the code of {existing}, whose site is {existing.site.hostname}."
            self.add_error("code", words)

    def _free(self, cleaned: dict[str, Any]) -> None:
        code, short = cleaned.get("code", ""), cleaned.get("short_name", "")
        if Association.objects.filter(site__hostname=cleaned.get("hostname")).exists():
            self.add_error("hostname", "Another association's site has this name.")
        if Group.objects.filter(name__in=[f"{short} editors", f"{short} coordinators"]).exists():
            self.add_error("short_name", "The groups of another association have this name.")
        if code and (_slug_taken(code) or Pool.objects.filter(code=code).exists()):
            self.add_error("code", "A page or a pool of reviewers has this code.")
        if code and Rubric.objects.filter(code=code).exists():
            self.add_error("code", "A rubric has this code.")


def _slug_taken(code: str) -> bool:
    """By a page at the top, other than the one that Wagtail made for the first association to replace."""
    pages = Page.objects.filter(depth=2, slug=code)
    return pages.exclude(pk__in=Site.objects.filter(association=None).values("root_page")).exists()
