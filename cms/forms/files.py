"""Choosing pictures and PDFs in a form, several at once."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from cms import batches
from cms.uploads import CleanFile, UploadError


class FilesInput(forms.FileInput):
    """An input that takes several files; its value is a list."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__({"accept": "image/*,application/pdf", **(attrs or {}), "multiple": True})

    def value_from_datadict(
        self, data: MultiValueDict[str, str], files: MultiValueDict[str, UploadedFile], name: str
    ) -> list[UploadedFile]:
        """The files that were chosen."""
        return files.getlist(name)


class FilesField(forms.Field):
    """Pictures and PDFs. The cleaned value is a tuple of files that we wrote ourselves (`cms.uploads`).

    most: how many are taken.
    """

    widget = FilesInput

    def __init__(self, *, most: int = batches.MAX_FILES, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.most = most

    def to_python(self, value: list[UploadedFile] | None) -> tuple[CleanFile, ...]:
        """Take the files in.

        Raises:
            ValidationError: with a sentence for each file that we can't take.
        """
        uploads = value or []
        files, problems = [], []
        for name, found in batches.cleaned(uploads, most=self.most):
            if isinstance(found, UploadError):
                problems.append(batches.sentence(name, found, is_only_one=len(uploads) == 1))
            else:
                files.append(found)
        if problems:
            raise ValidationError([ValidationError(text, code="upload") for text in problems])
        return tuple(files)
