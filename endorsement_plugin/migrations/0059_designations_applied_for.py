"""The designation that was applied for, of what was granted before grants took it over."""

from django.db import migrations

A_BATCH = 500


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    endorsements = apps.get_model("endorsement_plugin", "Endorsement").objects.using(using)
    answers = apps.get_model("endorsement_plugin", "Answer").objects.using(using)
    events = apps.get_model("endorsement_plugin", "EndorsementEvent").objects.using(using)
    most = endorsements.model._meta.get_field("designation").max_length
    # What a coordinator has corrected since stays, also where that was to none.
    corrected = events.filter(after__has_key="designation").values("endorsement")
    without = endorsements.filter(designation="", application__isnull=False).exclude(pk__in=corrected)
    waiting = list(without.order_by("pk").values_list("pk", "application"))
    for place in range(0, len(waiting), A_BATCH):
        batch = dict(waiting[place : place + A_BATCH])
        given = answers.filter(application__in=batch.values(), name="designation").order_by("-position")
        said = {row.application_id: str(row.value or "") for row in given}
        rows = list(endorsements.filter(pk__in=batch).only("pk", "designation"))
        for row in rows:
            designation = said.get(batch[row.pk], "")
            row.designation = designation if len(designation) <= most else ""
        endorsements.bulk_update([row for row in rows if row.designation], ["designation"])


class Migration(migrations.Migration):
    dependencies = [("endorsement_plugin", "0058_what_the_dry_run_counted")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
