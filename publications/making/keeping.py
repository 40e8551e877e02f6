"""Making the files of a version that are missing, and keeping them. One that fails keeps no other from being made."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from publications.frozen import freeze_pages
from publications.making import plan
from publications.making.made import MadeFile, MakerMissingError
from publications.models import ReportFile, Version
from publications.uploads import attach_designed_files

State = Version.FilesState


@dataclass
class Outcome:
    """What came of it: the names of files that failed, and why others have to wait."""

    failed: list[str] = field(default_factory=list)
    waits: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether everything is there."""
        return not self.failed and not self.waits


def make_missing(version: Version) -> None:
    """Make what a version should have and has not, then note where it stands, in words for its editors.

    Each file is tried, whatever became of those before it; what one of them raised goes on from here when all were
    tried, so that the task queue keeps its traceback.
    """
    there = set(version.files.values_list("name", flat=True))
    missing = [planned for planned in plan.planned_files(version) if planned.name not in there]
    outcome = Outcome()
    with ExitStack() as rest:  # runs what it was given, last in first out, to the end
        rest.callback(note_state, version, outcome)
        for planned in reversed([one for one in missing if not one.table]):
            rest.callback(make_one, version, planned, outcome)
        rest.callback(print_pages, version, outcome)
        # Before the pages, which show their drawings and lead to their files
        for planned in reversed([one for one in missing if one.table]):
            rest.callback(make_one, version, planned, outcome)
        rest.callback(take_over, version, outcome)


def take_over(version: Version, outcome: Outcome) -> None:
    """Copy the designed files that editors accepted. Raises whatever copying raises."""
    outcome.failed.append(_("the designed files"))
    attach_designed_files(version)
    outcome.failed.pop()


def print_pages(version: Version, outcome: Outcome) -> None:
    """Keep the pages as they are printed now. Raises whatever printing raises."""
    outcome.failed.append(_("the kept pages"))
    freeze_pages(version)
    outcome.failed.pop()


def make_one(version: Version, planned: plan.Planned, outcome: Outcome) -> None:
    """Make one file and keep it. Raises whatever its maker raises, once its name stands among the failed."""
    if planned.needs_all and not outcome.is_whole:
        return
    outcome.failed.append(planned.name)
    try:
        keep(version, planned, planned.make())
    except MakerMissingError as missing:
        outcome.waits = str(missing)
    outcome.failed.remove(planned.name)


def note_state(version: Version, outcome: Outcome) -> None:
    """Tell the editors: ready, waiting for a part of the machine, or what failed."""
    if outcome.failed:
        names = ", ".join(outcome.failed)
        words = _("Could not be made: %(names)s. The log of the worker says why.") % {"names": names}
        version.note_files(State.FAILED, words)
    elif outcome.waits:
        version.note_files(State.WAITING, outcome.waits)
    else:
        version.note_files(State.READY)


def keep(version: Version, planned: plan.Planned, made: MadeFile) -> None:
    """Write the bytes to private storage and record them."""
    file = ReportFile(
        version=version,
        role=planned.role,
        format=planned.format,
        table=planned.table,
        media_type=made.media_type,
        name=made.name,
        size=len(made.data),
        pages=made.pages,
        sha256=sha256(made.data).hexdigest(),
        language=made.language,
        is_tagged=made.is_tagged,
    )
    file.file.save(made.name, ContentFile(made.data), save=False)
    if made.thumbnail:
        file.thumbnail.save("thumbnail.webp", ContentFile(made.thumbnail), save=False)
    try:
        with transaction.atomic():
            file.save()
    except IntegrityError:  # another worker made it meanwhile: its file stays, our bytes go
        file.file.delete(save=False)
        file.thumbnail.delete(save=False)
