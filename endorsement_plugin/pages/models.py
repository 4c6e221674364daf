"""Ready-made pages for a site on Wagtail's own base page. Permissions are those of the page tree."""

from wagtail.admin.panels import TitleFieldPanel
from wagtail.api import APIField
from wagtail.models import Page

from endorsement_plugin.editor import page_mixins as mixins
from endorsement_plugin.editor.readiness.panels import ReadinessPanel

TOLD_REFEREES = TitleFieldPanel("title", help_text="Referees see it. The public does not.")
TOLD_CANDIDATES = TitleFieldPanel("title", help_text="Candidates see it. The public does not.")


class CredentialIndexPage(mixins.CredentialIndexPageMixin, Page):
    """All credentials of an association."""

    page_description = "The credentials your association grants, side by side."
    template = "endorsement_plugin/pages/credential_index_page.html"
    subpage_types = ["endorsement_pages.CredentialPage", "endorsement_pages.ReferenceFormPage"]
    content_panels = Page.content_panels + mixins.CredentialIndexPageMixin.content_panels_own
    api_fields = [APIField("intro")]


class CredentialPage(mixins.CredentialPageMixin, Page):
    """One credential."""

    page_description = "Whom a credential is for, and what it demands."
    template = "endorsement_plugin/pages/credential_page.html"
    parent_page_types = ["endorsement_pages.CredentialIndexPage"]
    subpage_types = ["endorsement_pages.ApplicationFormPage", "endorsement_pages.ExamPaperPage"]
    content_panels = [
        ReadinessPanel(heading="Can people apply?", icon="clipboard-list"),
        *Page.content_panels,
        *mixins.CredentialPageMixin.content_panels_own,
    ]
    api_fields = [
        *map(APIField, ("code", "local_name", "scope", "age_band", "summary", "example_roles", "body")),
        APIField("effective_from"),
        APIField("fee_lines"),
    ]


class ApplicationFormPage(mixins.ApplicationFormPageMixin, Page):
    """A credential's application form."""

    page_description = "The steps and questions that applicants fill in."
    template = "endorsement_plugin/pages/application_form_page.html"
    parent_page_types = ["endorsement_pages.CredentialPage"]
    subpage_types: list[str] = []
    content_panels = Page.content_panels + mixins.ApplicationFormPageMixin.content_panels_own


class ReferenceFormPage(mixins.ReferenceFormPageMixin, Page):
    """A form for referees, shared by the credentials of an association."""

    page_description = "What referees are asked. Not public."
    subpage_types: list[str] = []
    content_panels = [TOLD_REFEREES, *mixins.ReferenceFormPageMixin.content_panels_own]


class ExamPaperPage(mixins.ExamPaperPageMixin, Page):
    """A credential's exam paper."""

    page_description = "Vignettes and questions, scored blind. Not public."
    parent_page_types = ["endorsement_pages.CredentialPage"]
    subpage_types: list[str] = []
    content_panels = [TOLD_CANDIDATES, *mixins.ExamPaperPageMixin.content_panels_own]


class RegistryPage(mixins.RegistryPageMixin, Page):
    """The public registry."""

    page_description = "Who holds an endorsement, for all who asked to be listed."
    subpage_types: list[str] = []
    content_panels = Page.content_panels + mixins.RegistryPageMixin.content_panels_own


class ChooserPage(mixins.ChooserPageMixin, Page):
    """From what somebody does to the credential that fits."""

    page_description = "Questions, one at a time, that end at a recommendation."
    template = "endorsement_plugin/pages/chooser_page.html"
    subpage_types: list[str] = []
    content_panels = Page.content_panels + mixins.ChooserPageMixin.content_panels_own
    api_fields = [APIField("intro"), APIField("body")]


class DirectoryPage(mixins.DirectoryPageMixin, Page):
    """Who grants the credential where."""

    page_description = "Members, and an answer to “where do you live?”."
    template = "endorsement_plugin/pages/directory_page.html"
    subpage_types: list[str] = []
    content_panels = Page.content_panels + mixins.DirectoryPageMixin.content_panels_own
    api_fields = [APIField("intro"), APIField("elsewhere"), APIField("members")]


class LicensingPage(mixins.LicensingPageMixin, Page):
    """What a license costs."""

    page_description = "License fees, and a form whose messages reach your coordinators."
    template = "endorsement_plugin/pages/licensing_page.html"
    subpage_types: list[str] = []
    content_panels = Page.content_panels + mixins.LicensingPageMixin.content_panels_own
    api_fields = [APIField("intro"), APIField("fees"), APIField("body")]
