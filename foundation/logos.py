"""What a logo has to be, so that it stands well on the paper, light and dark, on the site, in a PDF and when shared."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from foundation.colours import PART, contrast
from foundation.models.media import LibraryImage, Rendition
from foundation.pictures.showing import Making, files_of

FORMATS = ("PNG", "WEBP")
LEAST_HEIGHT = 128  # pixels: twice what a masthead shows, for fine screens
SHOWN = "height-192"  # the one size in which it is printed, as Wagtail calls it
JUDGED = (64, 64)  # pixels: enough to see whether it is dark or light
LEAST_SEEN = 0.1  # the share of what is not transparent that stands out from the paper


def check_logo(logo: LibraryImage, paper: str) -> None:
    """Raises ValidationError, with the reason in plain words, for a picture that makes no good logo on the paper."""
    try:
        with logo.file.storage.open(logo.file.name) as file, Image.open(file) as picture:
            if picture.format not in FORMATS or logo.height < LEAST_HEIGHT:
                raise ValidationError(
                    _(
                        "This is a %(format)s file, %(height)s pixels high. A logo is a PNG or WebP file with a "
                        "transparent ground, at least %(least)s pixels high."
                    )
                    % {"format": picture.format, "height": logo.height, "least": LEAST_HEIGHT}
                )
            small = picture.convert("RGBA")
            small.thumbnail(JUDGED)
    except (OSError, UnidentifiedImageError) as error:
        raise ValidationError(_("The file of this picture cannot be read. Upload it again.")) from error
    data = small.tobytes()
    pixels = [data[at : at + 4] for at in range(0, len(data), 4)]
    if min(pixel[3] for pixel in pixels) > 0:
        raise ValidationError(_("This picture has a ground of its own, which would stand as a box on the page."))
    seen = [pixel for pixel in pixels if pixel[3] > 127]
    strong = sum(contrast("#" + pixel[:3].hex(), paper) >= PART for pixel in seen)
    if strong < LEAST_SEEN * len(seen) or not seen:
        raise ValidationError(_("This logo is too light for the paper. Choose the version for light grounds."))


def logo_file(organisation: Any, making: Making) -> Rendition | None:
    """The one file in which the logo is printed; None without a logo, until it is made, or where it is lost."""
    image = getattr(organisation, "logo", None)
    return files_of(image, [SHOWN], making).get(SHOWN) if image is not None else None
