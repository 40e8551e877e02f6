"""Static files as a public page asks for them: the style sheet in one piece, every file hashed and compressed.

The style sheet is written as a dozen files that one entry imports, and browsers can follow the imports as they
stand: development and tests do. `collectstatic` writes the imported text into the entry, so that a page costs one
request for it. Nothing is compiled: the bytes are those of the source files, within their cascade layers.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY = "portal/css/portal.css"
IMPORT = re.compile(r'^@import url\("(?P<file>[\w-]+\.css)"\)(?: layer\((?P<layer>[\w-]+)\))?;$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)

Sources = dict[str, tuple[Storage, str]]


def bundle(entry: str, sources: Sources) -> str:
    """The text of a style sheet with its imports written out, each within its layer, and without comments.

    Raises KeyError when an imported file is not among the sources.
    """
    folder = PurePosixPath(entry).parent

    def written_out(found: re.Match[str]) -> str:
        text = read(sources[str(folder / found["file"])])
        return f"@layer {found['layer']} {{\n{text}}}" if found["layer"] else text

    return COMMENT.sub("", IMPORT.sub(written_out, read(sources[entry])))


def read(source: tuple[Storage, str]) -> str:
    """The text of one source file."""
    storage, path = source
    with storage.open(path) as file:
        return file.read().decode()


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, with the public style sheet in one piece."""

    def post_process(self, paths: Sources, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Write the bundle over the collected entry, then hash and compress as usual."""
        if ENTRY in paths and not dry_run:
            text = bundle(ENTRY, paths)
            self.delete(ENTRY)
            self._save(ENTRY, ContentFile(text.encode()))
            paths = {**paths, ENTRY: (self, ENTRY)}
        yield from super().post_process(paths, dry_run=dry_run, **options)
