"""The image and document library. In the first migration, because they cannot be swapped later."""

import secrets
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from foundation.pictures.fitting import FittedFilter, upright_size


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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Width and height are those of the upright picture: Wagtail's are the file's, as the phone lay when it took it.

        The editor's view of the picture, and so the focal point set in it, is upright too.
        """
        super().save(*args, **kwargs)
        size = upright_size(self)
        # At each save: a form that only changes the title measures the file again, as it lies.
        if size is not None:
            width, height = size
            self.width, self.height = width, height
            type(self).objects.filter(pk=self.pk).exclude(width=width, height=height).update(width=width, height=height)

    def generate_rendition_file(self, filter: Filter, *, source: Any = None) -> File:
        """A size of the picture: light, in sRGB and without what the camera noted (foundation.pictures.fitting)."""
        return super().generate_rendition_file(FittedFilter(filter.spec), source=source)


class Rendition(AbstractRendition):
    """One size and format of an image."""

    image = models.ForeignKey(LibraryImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_for_each_size"
            )
        ]

    def get_upload_to(self, filename: str) -> str:
        """A name that is never used again, for it is served as never changing: not even after the picture is deleted."""
        name = PurePosixPath(filename)
        return f"images/{slugify(name.name.partition('.')[0])[:40] or 'picture'}-{secrets.token_hex(6)}{name.suffix}"


class LibraryDocument(AbstractDocument):
    """A file beside the pages: a form, a flyer. Reports have their own files, with versions and embargo."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
