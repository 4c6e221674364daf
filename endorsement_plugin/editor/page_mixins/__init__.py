"""What makes a Wagtail page a credential, a form or a registry.

The mixins are abstract, so that a site with its own base page can build its own page classes on them;
`endorsement_plugin.pages` has ready ones.
"""

from .application_forms import ApplicationFormPageMixin
from .choosers import ChooserPageMixin
from .credentials import CredentialIndexPageMixin, CredentialPageMixin
from .directories import DirectoryPageMixin
from .forms import ExamPaperPageMixin, FormPageMixin, ReferenceFormPageMixin
from .licensing import LicensingPageMixin
from .registry import RegistryPageMixin

__all__ = [
    "ApplicationFormPageMixin",
    "ChooserPageMixin",
    "CredentialIndexPageMixin",
    "CredentialPageMixin",
    "DirectoryPageMixin",
    "ExamPaperPageMixin",
    "FormPageMixin",
    "LicensingPageMixin",
    "ReferenceFormPageMixin",
    "RegistryPageMixin",
]
