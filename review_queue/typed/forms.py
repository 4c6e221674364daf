"""Forms that are not ours, such as those of accounts: what they read is clean."""

from typing import Any

from django import forms

from .cleaning import clean, clean_address


class CleansWhatIsTyped(forms.BaseForm):
    """Before a form that is not ours: names and addresses are clean before it reads them, and when it shows
    them again. Passwords and paragraphs stay as they were typed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            data: Any = self.data
            self.data = data = data.copy()
            for name, field in self.fields.items():
                key = self.add_prefix(name)
                if isinstance(data.get(key), str):
                    data[key] = _cleaned(field, data[key])


def _cleaned(field: forms.Field, typed: str) -> str:
    if isinstance(field, forms.EmailField):
        return clean_address(typed)
    is_line = type(field) is forms.CharField and type(field.widget) is forms.TextInput
    return clean(typed) if is_line else typed
