"""The association's ordinary pages. Credentials, forms and the registry are pages of the plugin."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from association.home.blocks import ContentBlock, LinkBlock


class HomePage(Page):
    """The front page of one association's site."""

    headline = models.CharField(max_length=120, blank=True, help_text="Instead of the page's title.")
    lede = models.TextField(
        blank=True, help_text="Two or three sentences: for whom this is and what it gives."
    )
    actions = StreamField(
        [("action", LinkBlock())], blank=True, max_num=2, help_text="The first is the page's main button."
    )
    body = StreamField(ContentBlock(), blank=True)

    content_panels = [*Page.content_panels, *map(FieldPanel, ["headline", "lede", "actions", "body"])]
    api_fields = [APIField("headline"), APIField("lede"), APIField("actions"), APIField("body")]
    search_fields = [*Page.search_fields, index.SearchField("lede"), index.SearchField("body")]
    template = "home/home_page.html"


class StandardPage(Page):
    """Any other page of text."""

    lede = models.TextField(blank=True, help_text="One or two sentences under the title.")
    body = StreamField(ContentBlock(), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lede"), FieldPanel("body")]
    api_fields = [APIField("lede"), APIField("body")]
    search_fields = [*Page.search_fields, index.SearchField("lede"), index.SearchField("body")]
    template = "home/standard_page.html"
