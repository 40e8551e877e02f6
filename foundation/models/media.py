"""The image and document library. In the first migration, because they cannot be swapped later."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class LibraryImage(AbstractImage):
    """A picture with what a screen reader says in its place."""

    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Tick if the picture adds nothing to the words around it. Screen readers then skip it."),
    )
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it, as it should be printed.")
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def clean(self) -> None:
        """An informative picture must be described. A description of a decorative one is never read out."""
        super().clean()
        if not self.is_decorative and not self.description.strip():
            raise ValidationError(
                {"description": _("Describe what the picture shows, or tick “decorative” if it adds nothing.")}
            )

    @property
    def default_alt_text(self) -> str:
        """The description; empty for a decorative picture. Never the file name."""
        return "" if self.is_decorative else self.description


class Rendition(AbstractRendition):
    """One size and format of an image."""

    image = models.ForeignKey(LibraryImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_for_each_size"
            )
        ]


class LibraryDocument(AbstractDocument):
    """A file beside the pages: a form, a flyer. Reports have their own files, with versions and embargo."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
