"""The pictures of a Word document go into the library, under the same rules as a picture that an editor uploads."""

import hashlib
import mimetypes
import zipfile
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from wagtail.images.utils import find_image_duplicates
from wagtail.permissions import policy_registry

from foundation.forms import WholeImageField
from foundation.models import LibraryImage
from publications.models.word_imports import WordImport
from publications.word_import.losses import Losses

MOST_BYTES = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
MEDIA = ("word/media/", "media/")


class Pictures:
    """The pictures of one document, taken into the library once each, however often the document shows them."""

    def __init__(self, asked: WordImport, path: str, losses: Losses) -> None:
        self.asked, self.path, self.losses = asked, path, losses
        self.taken: dict[str, LibraryImage | None] = {}
        self.number = 0

    def block(self, given: dict[str, Any]) -> dict[str, Any] | None:
        """The stored value of a PictureBlock; None, and a loss, where there can be no picture."""
        self.number += 1
        name = given["caption"] or given["alt"] or _("Picture %(number)d") % {"number": self.number}
        if self.asked.collection is None:
            self.losses.add("pictures_not_allowed", name)
            return None
        if given["sha256"] not in self.taken:
            self.taken[given["sha256"]] = self.take(given)
        image = self.taken[given["sha256"]]
        if image is None:
            self.losses.add("picture_formats", name)
            return None
        if not given["alt"] and not given["decorative"]:
            self.losses.add("missing_alt", name)
        return {
            "image": {"image": image.pk, "alt_text": given["alt"], "decorative": given["decorative"]},
            "caption": given["caption"],
            "size": "text",
        }

    def take(self, given: dict[str, Any]) -> LibraryImage | None:
        """The picture in the library: the one that is there already, or a new one. None if it is no picture for us."""
        found = part_with(self.path, given["sha256"])
        if found is None:
            return None
        name, data = found
        uploaded = SimpleUploadedFile(name, data, mimetypes.guess_type(name)[0] or "")
        try:
            file = WholeImageField().clean(uploaded)
        except ValidationError:
            return None
        named = {"file": self.asked.name, "number": self.number}
        image = LibraryImage(
            title=(given["alt"] or _("%(file)s, picture %(number)d") % named)[:255],
            description=given["alt"][:255],
            is_decorative=given["decorative"],
            collection=self.asked.collection,
            uploaded_by_user=self.asked.asked_by,
            file=file,
        )
        image._set_image_file_metadata()  # what Wagtail's own form calls
        policy = policy_registry.get_by_type(LibraryImage)
        known = (
            find_image_duplicates(image, self.asked.asked_by, policy).filter(collection=self.asked.collection).first()
        )
        if known is None:
            image.save()
        return known or image


def part_with(path: str, sha256: str) -> tuple[str, bytes] | None:
    """The name and the bytes of the part that has this hash. The child has judged the package before."""
    with zipfile.ZipFile(path) as package:
        for part in package.infolist():
            if not part.filename.startswith(MEDIA) or part.file_size > MOST_BYTES:
                continue
            data = package.read(part)
            if hashlib.sha256(data).hexdigest() == sha256:
                return PurePosixPath(part.filename).name, data
    return None
