"""Archives whose bytes depend on what is in them, and on nothing else."""

import datetime
import io
import zipfile
from collections.abc import Iterable

# The first year that a zip knows (APPNOTE 4.4.6).
FIRST_YEAR = 1980


def zipped(
    entries: Iterable[tuple[str, bytes]], moment: datetime.datetime, stored: frozenset[str] = frozenset()
) -> bytes:
    """The entries in their order, each with the same time (UTC) and rights. Those in `stored` are not compressed."""
    when = moment.astimezone(datetime.UTC)
    date_time = (max(FIRST_YEAR, when.year), when.month, when.day, when.hour, when.minute, when.second)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries:
            entry = zipfile.ZipInfo(name, date_time)
            entry.create_system = 3  # Unix, on whatever system it is made
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()
