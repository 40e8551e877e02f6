"""Forms of the admin for the shared models."""

import struct
from typing import Any

from django.core.exceptions import ValidationError
from PIL import ImageFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

# What Pillow raises for a picture that is cut off or damaged; which one depends on the format and the place.
DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError, struct.error)


class WholeImageField(WagtailImageField):
    """Takes pictures that can be drawn. Wagtail's own knows a file by its first bytes and breaks on the rest."""

    def check_image_pixel_size(self, f: Any) -> None:
        """Read the whole picture. Raises ValidationError for one that is cut off, damaged or too large."""
        # WeasyPrint, once imported, tells Pillow to take cut-off pictures, in the whole process.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            super().check_image_pixel_size(f)
        except DAMAGED as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class LibraryImageForm(BaseImageForm):
    """The form of a picture, for one or for many at once (WAGTAILIMAGES_IMAGE_FORM_BASE)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = WholeImageField(label=given.label, required=given.required, widget=given.widget)
