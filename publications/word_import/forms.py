"""The form by which a Word document is handed in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.collections import CollectionChoiceField
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from foundation.models import LibraryImage
from publications.word_import.reader.package import RefusedError, check_kind
from publications.word_import.telling import REFUSALS


class WordImportForm(forms.Form):
    """The document, and where its pictures go if the editor may choose."""

    document = forms.FileField(
        label=_("Word document"),
        max_length=255,
        help_text=_("A .docx of up to 50 MB. Its headings of level 1 begin chapters."),
        allow_empty_file=True,  # refused below, in words of our own
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy = policy_registry.get_by_type(LibraryImage)
        self.collections = policy.collections_user_has_permission_for(user, "add")
        if len(self.collections) > 1:
            self.fields["collection"] = CollectionChoiceField(
                queryset=self.collections, empty_label=None, label=_("Collection for its pictures")
            )

    def clean_document(self) -> UploadedFile:
        """Refuse at once what is seen at once; the rest is judged in the child process."""
        document: UploadedFile = self.cleaned_data["document"]
        try:
            check_kind(document)
        except RefusedError as error:
            raise ValidationError(str(REFUSALS[error.reason]), code=error.reason) from error
        return document

    @property
    def chosen_collection(self) -> Collection | None:
        """Where the pictures go; None for a user who may not add any."""
        return self.cleaned_data.get("collection") or self.collections.first()
