"""What only superusers write: which associations there are, and who runs each."""

from django.contrib import admin
from django.http import HttpRequest

from review_queue.typed.admin import CleansWhatIsTyped

from .models import Association


@admin.register(Association)
class AssociationAdmin(CleansWhatIsTyped, admin.ModelAdmin):
    """An association is never deleted: applications and endorsements hang on it."""

    list_display = ["name", "code", "site", "coordinators", "editors", "review_pool"]
    prepopulated_fields = {"code": ["short_name"]}
    fieldsets = [
        (None, {"fields": ["name", "short_name", "code", "site", "email"]}),
        ("People", {"fields": ["coordinators", "editors", "review_pool"]}),
        ("Calendar", {"fields": ["time_zone", "answer_after_months", "exam_after_months"]}),
        ("Applications", {"fields": ["one_application_at_a_time"]}),
        ("Exams", {"fields": ["retake_after_months", "retake_other_paper"]}),
        ("Looks", {"fields": ["accent", "statement"]}),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Association | None = None) -> bool:
        """Nobody."""
        return False
