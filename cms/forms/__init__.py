"""What forms for residents are made of (spec/forms.md): fields, buttons, and a form that words and marks them well."""

from cms.forms.base import ResidentForm
from cms.forms.buttons import Submit
from cms.forms.code import CodeForm
from cms.forms.fields import (
    CheckboxCards,
    EmailField,
    EuroField,
    LongTextField,
    MoneyInput,
    NameField,
    PostcodeField,
    RadioCards,
    TextField,
)
from cms.forms.files import FilesField
from cms.forms.protection import AntiSpamMixin, IdempotencyMixin

__all__ = [
    "AntiSpamMixin",
    "CheckboxCards",
    "CodeForm",
    "EmailField",
    "EuroField",
    "FilesField",
    "IdempotencyMixin",
    "LongTextField",
    "MoneyInput",
    "NameField",
    "PostcodeField",
    "RadioCards",
    "ResidentForm",
    "Submit",
    "TextField",
]
