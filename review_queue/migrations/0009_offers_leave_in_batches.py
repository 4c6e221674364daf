from django.db import migrations, models

KINDS = [
    ("received", "Received and masked"),
    ("masked_more", "Masked more"),
    ("looked", "Looked at its pages"),
    ("cleared", "Released for review"),
    ("returned", "Returned to the sender"),
    ("offered", "Offered to a reviewer"),
    ("unfilled", "No eligible reviewer found"),
    ("accepted", "Accepted by the reviewer"),
    ("taken", "Taken on at the reviewer’s own wish"),
    ("extended", "More time given"),
    ("expired", "Expired, back to the pool"),
    ("declined", "Declined by the reviewer"),
    ("recused", "The reviewer stepped back"),
    ("identity", "A reviewer reported that the text identifies someone"),
    ("revoked", "Assignment revoked"),
    ("submitted", "Review submitted"),
    ("flagged", "Flagged by the reviewer"),
    ("agreed", "The reviews agree"),
    ("disputed", "A third review is needed"),
    ("decided", "Decided"),
    ("withdrawn", "Withdrawn by the sender"),
    ("exported", "Figures of the round downloaded"),
    ("asked_again", "Background work asked for again"),
    ("calibrated", "Calibration ended"),
    ("begin_again", "Calibration may begin again"),
    ("away", "A reviewer said how long he or she is away"),
    ("rescored", "Sent to be scored again"),
    ("unblinded", "Unblinded for a chief reviewer"),
    ("blinded", "Blind again"),
    ("left_alone", "Its offers left alone: reviewers could tell who shares this answer"),
    ("ended_alone", "It ended alone: its reviewers could tell that they shared it"),
]


class Migration(migrations.Migration):
    dependencies = [("review_queue", "0008_items_by_state")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="ends_at",
            field=models.DateTimeField(
                null=True,
                help_text="When the work ends because it is no longer needed, for this reviewer alone.",
            ),
        ),
        migrations.AlterField(
            model_name="event", name="kind", field=models.CharField(choices=KINDS, max_length=12)
        ),
    ]
