"""The pictures of a Word document go into the library, under the same rules as a picture that an editor uploads."""

import hashlib
import mimetypes
import zipfile
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.functional import cached_property
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
        self.new: list[LibraryImage] = []
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
        part = self.parts.get(given["sha256"])
        if part is None:
            return None
        with zipfile.ZipFile(self.path) as package:
            data = package.read(part)
        name = PurePosixPath(part).name
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
            self.new.append(image)
        return known or image

    @cached_property
    def parts(self) -> dict[str, str]:
        """The parts that may be pictures, by their hash: each is read once, however many pictures there are."""
        return parts_by_hash(self.path)

    def forget(self) -> None:
        """Delete what was taken into the library, where there is no draft to show it."""
        for image in self.new:
            image.delete()


def parts_by_hash(path: str) -> dict[str, str]:
    """The names of the parts that may be pictures, by their SHA-256. The child has judged the package before."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(path) as package:
        for part in package.infolist():
            if part.filename.startswith(MEDIA) and part.file_size <= MOST_BYTES:
                found.setdefault(hashlib.sha256(package.read(part)).hexdigest(), part.filename)
    return found
