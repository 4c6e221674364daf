import django.core.validators
import django.db.models.deletion
import endorsement_plugin.models.endorsements.record
import endorsement_plugin.rules.renewals
import endorsement_plugin.rules.states
import review_queue.typed.search
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('endorsement_plugin', '0033_doubts_in_findings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('family_name', models.CharField(blank=True, max_length=100)),
                ('search', review_queue.typed.search.FoldedField(blank=True, default='', editable=False, help_text='Found by this.', max_length=300, of=('family_name', 'name'))),
                ('until', models.DateField(help_text='The day on which it was corrected.')),
            ],
            options={
                'ordering': ['endorsement', 'until'],
            },
        ),
        migrations.CreateModel(
            name='RegistryEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('county', models.CharField(blank=True, max_length=80)),
                ('discipline', models.CharField(blank=True, max_length=80)),
                ('languages', models.JSONField(blank=True, default=list, help_text='Their names, as in “Spanish”.')),
                ('shows_county', models.BooleanField(default=False)),
                ('shows_discipline', models.BooleanField(default=False)),
                ('shows_languages', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name_plural': 'registry entries',
                'ordering': ['association', 'person'],
            },
        ),
        migrations.CreateModel(
            name='Renewal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_on', models.DateField()),
                ('due', models.DateField(help_text='The last day of the period.')),
                ('state', models.CharField(choices=[('open', 'Open'), ('submitted', 'Submitted'), ('in_audit', 'In audit'), ('sent_back', 'Sent back'), ('renewed', 'Renewed'), ('not_renewed', 'Not renewed'), ('missed', 'Missed')], default=endorsement_plugin.rules.states.RenewalState['OPEN'], max_length=12)),
                ('origin', models.CharField(choices=[('holder', 'Its holder'), ('coordinator', 'A coordinator'), ('import', 'Moved in')], default='holder', max_length=12)),
                ('revision', models.PositiveIntegerField(default=1, help_text='Goes up with every change.')),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_on', models.DateField(blank=True, help_text='The day where the association is.', null=True)),
                ('renewed_on', models.DateField(blank=True, null=True)),
                ('receipt', models.CharField(blank=True, max_length=64)),
                ('audited', models.BooleanField(default=False, help_text='Drawn for the audit.')),
                ('note', models.TextField(blank=True)),
                ('signatures', models.JSONField(blank=True, default=list, help_text='Title, statement, digest, typed name and moment of each.')),
                ('findings', models.JSONField(blank=True, default=list, help_text='What it was assessed to when submitted.')),
            ],
            options={
                'ordering': ['endorsement', '-due'],
            },
        ),
        migrations.CreateModel(
            name='RenewalEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('role', models.CharField(help_text='coordinator, holder or system.', max_length=20)),
                ('action', models.CharField(max_length=40)),
                ('detail', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='RenewalPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(default=1, editable=False)),
                ('effective_from', models.DateField(help_text='Periods that begin on this day or later are held to it.')),
                ('note', models.CharField(blank=True, help_text='Why it was published.', max_length=400)),
                ('cycle_years', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)])),
                ('due', models.CharField(choices=[('anniversary', 'The day it was granted'), ('fixed', 'The same day for all')], default=endorsement_plugin.rules.renewals.DueRule['ANNIVERSARY'], max_length=12)),
                ('due_month', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('due_day', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('due_year', models.PositiveSmallIntegerField(blank=True, help_text='For a cycle of several years that is the same for all: a year in which it ends.', null=True)),
                ('first_after_months', models.PositiveSmallIntegerField(default=12, help_text='The first day of renewal is at least so many months after granting.')),
                ('first_free', models.BooleanField(default=False, help_text='The first period asks for no hours.')),
                ('window_days', models.PositiveSmallIntegerField(default=90, help_text='It can be renewed from so many days before it is due.')),
                ('reminder_days', models.JSONField(blank=True, default=list, help_text='Days before it is due.')),
                ('grace_days', models.PositiveSmallIntegerField(default=30, help_text='It lapses so many days after it was due.')),
                ('removal_days', models.PositiveSmallIntegerField(blank=True, help_text='Its name is removed so many days after it lapsed. Empty: never.', null=True)),
                ('fee', models.DecimalField(blank=True, decimal_places=3, max_digits=10, null=True)),
                ('late_fee', models.DecimalField(blank=True, decimal_places=3, max_digits=10, null=True)),
                ('clauses', models.JSONField(blank=True, default=list, help_text='What is to be shown of a period, compiled.')),
                ('source', models.JSONField(blank=True, default=list, help_text='The same as it was written.')),
                ('statements', models.JSONField(blank=True, default=list, help_text='What is signed: id, title and statement (HTML) of each.')),
                ('shares_hours', models.BooleanField(default=True, help_text='One activity may count for several credentials of its holder.')),
                ('audit_percent', models.PositiveSmallIntegerField(default=0, help_text='Of a hundred renewals.', validators=[django.core.validators.MaxValueValidator(100)])),
                ('leave_years', models.PositiveSmallIntegerField(default=0, help_text='For how long at most somebody may be inactive on request. 0: not at all.')),
                ('back_within_months', models.PositiveSmallIntegerField(blank=True, help_text='After so many months inactive there is no way back. Empty: always.', null=True)),
                ('back_fee', models.DecimalField(blank=True, decimal_places=3, max_digits=10, null=True)),
                ('back_hours', models.BooleanField(default=True, help_text='The hours that were missed are to be shown.')),
                ('back_signed', models.BooleanField(default=True, help_text='The statements are signed anew.')),
                ('back_references', models.PositiveSmallIntegerField(default=0, help_text='New references asked for.')),
                ('emeritus', models.BooleanField(default=False, help_text='Whoever retires may be listed as emeritus.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name_plural': 'renewal policies',
                'ordering': ['association', 'credential', '-effective_from', '-number'],
            },
        ),
        migrations.CreateModel(
            name='RenewedEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('education', 'Education'), ('work', 'Work'), ('training', 'Training'), ('supervision', 'Reflective supervision'), ('license', 'License'), ('membership', 'Membership')], max_length=12)),
                ('title', models.CharField(help_text='Course, position, program of study, or focus.', max_length=200)),
                ('organization', models.CharField(blank=True, max_length=200)),
                ('started_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('hours', models.DecimalField(blank=True, decimal_places=2, help_text='Clock hours.', max_digits=7, null=True)),
                ('degree', models.CharField(blank=True, choices=[('', 'No degree'), ('cda', 'Child Development Associate (CDA)'), ('associate', "Associate's degree"), ('bachelor', "Bachelor's degree"), ('master', "Master's degree"), ('doctorate', 'PhD or other doctorate'), ('medical', 'MD')], max_length=12)),
                ('areas', models.JSONField(blank=True, default=list, help_text='Values of competency areas or topics.')),
                ('hours_per_week', models.DecimalField(blank=True, decimal_places=2, help_text='Empty for full time.', max_digits=5, null=True)),
                ('basis', models.CharField(blank=True, choices=[('', 'Not said'), ('paid', 'Paid work'), ('volunteer', 'Volunteer work'), ('internship', 'Internship')], max_length=12)),
                ('field', models.CharField(blank=True, help_text="From the association's list.", max_length=60)),
                ('ages', models.JSONField(blank=True, default=list, help_text='Ages served, of `AGES`.')),
                ('families', models.PositiveIntegerField(blank=True, help_text='How many families were served.', null=True)),
                ('giver', models.CharField(blank=True, help_text='Who supervised, or gave the training.', max_length=200)),
                ('giver_email', models.EmailField(blank=True, max_length=254)),
                ('giver_category', models.CharField(blank=True, help_text="The giver's endorsement at the time.", max_length=20)),
                ('setting', models.CharField(blank=True, choices=[('', 'Not said'), ('individual', 'Individual'), ('group', 'Group'), ('peer', 'Among peers')], max_length=12)),
                ('hours_on_giving', models.DecimalField(blank=True, decimal_places=2, help_text='Of the hours, those about supervision that the applicant gives.', max_digits=7, null=True)),
                ('number', models.CharField(blank=True, help_text='What a license or membership is registered under.', max_length=60)),
                ('origin', models.UUIDField(help_text='The portfolio entry that it was taken from.')),
            ],
            options={
                'ordering': ['kind', 'started_on', 'title'],
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='endorsement',
            name='one_endorsement_per_credential',
        ),
        migrations.AddField(
            model_name='endorsement',
            name='clock_held_until',
            field=models.DateField(blank=True, help_text='Until this day the clock neither warns, nor lapses, nor removes it.', null=True),
        ),
        migrations.AddField(
            model_name='endorsement',
            name='designation',
            field=models.CharField(blank=True, help_text="“Clinical”, of its credential's.", max_length=40),
        ),
        migrations.AddField(
            model_name='endorsement',
            name='inactive_until',
            field=models.DateField(blank=True, help_text='The last day of a leave, or of a sanction that has an end.', null=True),
        ),
        migrations.AddField(
            model_name='endorsement',
            name='state_since',
            field=models.DateField(blank=True, help_text='Since when it is in this state. Empty: since it was granted.', null=True),
        ),
        migrations.AddField(
            model_name='endorsement',
            name='verification_code',
            field=models.CharField(editable=False, help_text='On its certificate; nobody guesses it.', max_length=25, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='endorsementevent',
            name='after',
            field=models.JSONField(blank=True, default=dict, help_text='The same fields as the move left them.'),
        ),
        migrations.AddField(
            model_name='endorsementevent',
            name='before',
            field=models.JSONField(blank=True, default=dict, help_text='The fields that a move changed, as they stood.'),
        ),
        migrations.AddField(
            model_name='endorsementevent',
            name='effective_on',
            field=models.DateField(blank=True, help_text='From when a move counts, where not from the day of the event.', null=True),
        ),
        migrations.AddField(
            model_name='endorsementevent',
            name='source',
            field=models.CharField(blank=True, help_text='Where it was learned from.', max_length=300),
        ),
        migrations.AddField(
            model_name='endorsementevent',
            name='undoes',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='endorsement_plugin.endorsementevent'),
        ),
        migrations.AddField(
            model_name='person',
            name='contact_email',
            field=models.EmailField(blank=True, help_text='Where letters go as long as there is no account. Not confirmed by anybody.', max_length=254),
        ),
        migrations.AlterField(
            model_name='endorsement',
            name='number',
            field=models.CharField(help_text="The association's code, the year and a running number; or the one it was moved in with.", max_length=64),
        ),
        migrations.AlterField(
            model_name='endorsement',
            name='origin',
            field=models.CharField(choices=[('application', 'A decision on an application'), ('holding', 'Other endorsements that its holder has'), ('import', "Moved in from the association's former records")], default='application', help_text='What it was granted for.', max_length=12),
        ),
        migrations.AlterField(
            model_name='endorsement',
            name='state',
            field=models.CharField(choices=[('provisional', 'Provisional'), ('active', 'Active'), ('inactive', 'Inactive'), ('emeritus', 'Emeritus'), ('retired', 'Retired'), ('removed', 'Removed')], default=endorsement_plugin.rules.states.EndorsementState['ACTIVE'], max_length=12),
        ),
        migrations.AlterField(
            model_name='person',
            name='user',
            field=models.OneToOneField(blank=True, help_text='Empty as long as there is no account: somebody who was moved in, or applied on paper.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='person', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='endorsement',
            constraint=models.UniqueConstraint(fields=('association', 'number'), name='endorsement_number_once'),
        ),
        migrations.AddConstraint(
            model_name='endorsement',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['retired', 'removed']), _negated=True), fields=('person', 'credential'), name='one_endorsement_per_credential'),
        ),
        migrations.AddField(
            model_name='formername',
            name='endorsement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_names', to='endorsement_plugin.endorsement'),
        ),
        migrations.AddField(
            model_name='registryentry',
            name='association',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registry_entries', to='endorsement_plugin.association'),
        ),
        migrations.AddField(
            model_name='registryentry',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registry_entries', to='endorsement_plugin.person'),
        ),
        migrations.AddField(
            model_name='renewal',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='renewal',
            name='endorsement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='endorsement_plugin.endorsement'),
        ),
        migrations.AddField(
            model_name='renewalevent',
            name='actor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='renewalevent',
            name='renewal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='endorsement_plugin.renewal'),
        ),
        migrations.AddField(
            model_name='renewalpolicy',
            name='association',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renewal_policies', to='endorsement_plugin.association'),
        ),
        migrations.AddField(
            model_name='renewalpolicy',
            name='credential',
            field=models.ForeignKey(blank=True, help_text='Empty: for every credential of the association that has no policy of its own.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewal_policies', to='endorsement_plugin.credential'),
        ),
        migrations.AddField(
            model_name='renewalpolicy',
            name='published_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='renewal',
            name='policy',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='endorsement_plugin.renewalpolicy'),
        ),
        migrations.AddField(
            model_name='renewedentry',
            name='renewal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='endorsement_plugin.renewal'),
        ),
        migrations.AddConstraint(
            model_name='registryentry',
            constraint=models.UniqueConstraint(fields=('person', 'association'), name='one_registry_entry_per_person'),
        ),
        migrations.AddConstraint(
            model_name='renewalpolicy',
            constraint=models.UniqueConstraint(fields=('association', 'credential', 'number'), name='renewal_policy_number_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='renewalpolicy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due', endorsement_plugin.rules.renewals.DueRule['FIXED']), ('due_day__range', (1, 31)), ('due_month__range', (1, 12))), models.Q(('due', endorsement_plugin.rules.renewals.DueRule['ANNIVERSARY']), ('due_day', None), ('due_month', None), ('due_year', None)), _connector='OR'), name='renewal_policy_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='renewal',
            constraint=models.UniqueConstraint(fields=('endorsement', 'due'), name='one_renewal_per_period'),
        ),
        migrations.AddConstraint(
            model_name='renewal',
            constraint=models.CheckConstraint(condition=models.Q(('due__gte', models.F('starts_on'))), name='renewal_period_has_days'),
        ),
        migrations.AddConstraint(
            model_name='renewedentry',
            constraint=models.CheckConstraint(condition=models.Q(('hours__isnull', True), ('hours__gt', 0), _connector='OR'), name='renewedentry_hours_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='renewedentry',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('started_on__isnull', True), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='renewedentry_ends_after_start'),
        ),
    ]
