"""Requirement sets that were published before keep what their page holds, so that a change can start there."""

import json

from django.db import migrations
from django.db.models import TextField
from django.db.models.functions import Cast


def keep_sources(apps, schema_editor):
    """Only the set that a page was last published with is on a page."""
    pages = apps.get_model("endorsement_pages", "CredentialPage").objects.filter(live=True)
    sets = apps.get_model("endorsement_plugin", "RequirementSet").objects
    credentials = apps.get_model("endorsement_plugin", "Credential").objects.exclude(written=None)
    written = dict(credentials.values_list("family", "written"))
    raw = pages.annotate(raw=Cast("requirements", TextField())).values_list("translation_key", "raw")
    for family, requirements in raw.iterator():
        if family in written and requirements:
            sets.filter(pk=written[family], source=[]).update(source=json.loads(requirements))


class Migration(migrations.Migration):
    dependencies = [
        ("endorsement_pages", "0005_beside_credentials"),
        ("endorsement_plugin", "0018_dated_sets"),
    ]

    operations = [migrations.RunPython(keep_sources, migrations.RunPython.noop)]
