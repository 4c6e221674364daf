"""For Django's admin: names, codes and addresses are clean in every form of it."""

from django.contrib.admin.options import BaseModelAdmin
from django.db import models

from .fields import Address, Code, Line


class CleansWhatIsTyped(BaseModelAdmin):
    """A ModelAdmin or an inline. What a field's own rules refuse, they still refuse."""

    formfield_overrides = {
        models.CharField: {"form_class": Line},
        models.EmailField: {"form_class": Address},
        models.SlugField: {"form_class": Code},
        models.URLField: {},
    }
