"""What a made file may hold of the site: our static files and media, never the network or the disk."""

import html
import logging
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage

logger = logging.getLogger(__name__)

SOURCE = re.compile(r"""\bsrc="([^"]+)"|\burl\("([^"]+)"\)""")


class RefusedAddressError(ValueError):
    """A report asked for something that is neither our static files nor our media."""


@dataclass(frozen=True)
class Source:
    """A file that goes into what is made."""

    media_type: str
    data: bytes


def read(url: str, root_url: str) -> Source:
    """A file of the site at `root_url`. Raises RefusedAddressError, and FileNotFoundError for one that is gone."""
    static, media = urljoin(root_url, settings.STATIC_URL), urljoin(root_url, settings.MEDIA_URL)
    try:
        if url.startswith(static):
            data = read_static(path_below(url, static))
        elif url.startswith(media):
            data = read_media(path_below(url, media))
        else:
            raise RefusedAddressError(f"Refused to load {url[:200]} for a file of a report.")
    except SuspiciousFileOperation as error:  # a path that leads out of the folder
        raise RefusedAddressError(f"Refused to load {url[:200]} for a file of a report.") from error
    return Source(mimetypes.guess_type(urlsplit(url).path)[0] or "application/octet-stream", data)


def read_those_in(text: str, base_url: str, root_url: str) -> Iterator[tuple[str, Source]]:
    """What a text of ours (HTML, CSS) names by `src` or `url()`, by its address. The rest is left out and logged."""
    seen: set[str] = set()
    for match in SOURCE.finditer(text):
        url = urljoin(base_url, html.unescape(match[1] or match[2]))
        if url in seen or url.startswith("data:"):
            continue
        seen.add(url)
        try:
            yield url, read(url, root_url)
        except (RefusedAddressError, FileNotFoundError) as error:
            logger.warning("A file of a report goes without a part: %s", error)


def path_below(url: str, prefix: str) -> str:
    """The path of `url` below `prefix`, without query."""
    return unquote(url.removeprefix(prefix).partition("?")[0].partition("#")[0])


def read_static(path: str) -> bytes:
    """A static file: from the source, which is there before collectstatic ran, else from the collected ones."""
    source = finders.find(path)
    if isinstance(source, str):
        with open(source, "rb") as file:
            return file.read()
    with staticfiles_storage.open(path) as file:
        return bytes(file.read())


def read_media(path: str) -> bytes:
    """A picture of the library. The storage refuses a path that leads out of it."""
    with default_storage.open(path) as file:
        return bytes(file.read())
