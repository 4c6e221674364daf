"""Reviewers may flag an answer. Rounds that there are keep the rules they have: there a flag is no dispute."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('review_queue', '0002_origin_and_former_bars'),
    ]

    operations = [
        migrations.AddField(
            model_name='review',
            name='flag',
            field=models.CharField(blank=True, choices=[('danger', 'It may tell of somebody in danger'), ('copied', 'It may not be the candidate’s own work'), ('unsuited', 'The rubric does not fit what was written')], max_length=8),
        ),
        migrations.AddField(
            model_name='round',
            name='flagged',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='round',
            name='flagged',
            field=models.BooleanField(default=True, help_text='An answer that a reviewer flags is a disagreement, whatever the marks.'),
        ),
        migrations.AddField(
            model_name='verdict',
            name='flagged',
            field=models.BooleanField(default=False),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('received', 'Received and masked'), ('masked_more', 'Masked more'), ('looked', 'Looked at its pages'), ('cleared', 'Released for review'), ('returned', 'Returned to the sender'), ('offered', 'Offered to a reviewer'), ('unfilled', 'No eligible reviewer found'), ('accepted', 'Accepted by the reviewer'), ('taken', 'Taken on at the reviewer’s own wish'), ('extended', 'More time given'), ('expired', 'Expired, back to the pool'), ('declined', 'Declined by the reviewer'), ('recused', 'The reviewer stepped back'), ('identity', 'A reviewer reported that the text identifies someone'), ('revoked', 'Assignment revoked'), ('submitted', 'Review submitted'), ('flagged', 'Flagged by the reviewer'), ('agreed', 'The reviews agree'), ('disputed', 'A third review is needed'), ('decided', 'Decided'), ('withdrawn', 'Withdrawn by the sender'), ('exported', 'Figures of the round downloaded'), ('asked_again', 'Background work asked for again'), ('calibrated', 'Calibration ended'), ('begin_again', 'Calibration may begin again'), ('rescored', 'Sent to be scored again'), ('unblinded', 'Unblinded for a chief reviewer'), ('blinded', 'Blind again')], max_length=12),
        ),
    ]
