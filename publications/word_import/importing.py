"""From a document that was handed in to a draft, or to the reason why there is none."""

import shutil
import tempfile
from typing import Any

from django.core.exceptions import ValidationError

from publications.inspection.running import Ending, run_confined
from publications.models.word_imports import WordImport
from publications.word_import.drafting import make_draft

CHILD = "publications.word_import.reader.child"
ENDED = {
    Ending.CRASHED: (WordImport.State.CRASHED, "damaged"),
    Ending.TIMED_OUT: (WordImport.State.TIMED_OUT, "slow"),
}


def read_document(asked: WordImport) -> None:
    """Read it in a child process, make the draft, note what came of it, and delete the file: its author has it.

    Takes seconds, so the worker does it. Does nothing when it was done before.
    """
    if asked.state != WordImport.State.PENDING:
        return
    with tempfile.NamedTemporaryFile(suffix=".docx") as copy:  # the storage may be elsewhere
        with asked.file.open("rb") as kept:
            shutil.copyfileobj(kept, copy)
        copy.flush()
        run = run_confined(CHILD, copy.name)
        answer: dict[str, Any] = run.lines[0] if run.lines else {}
        if run.ending is not Ending.FINISHED or not answer:
            asked.state, asked.reason = ENDED.get(run.ending, ENDED[Ending.CRASHED])
        elif answer["state"] == "refused":
            asked.state, asked.reason = WordImport.State.REFUSED, answer["reason"]
        else:
            take_over(asked, copy.name, answer)
    asked.save()
    asked.file.delete(save=True)


def take_over(asked: WordImport, path: str, answer: dict[str, Any]) -> None:
    """Make the draft. What the page's own rules refuse is told, not raised."""
    try:
        asked.report, losses = make_draft(asked, path, answer)
    except ValidationError:
        asked.state, asked.reason = WordImport.State.REFUSED, "unsaved"
        return
    asked.losses = losses.listed()
    asked.state = WordImport.State.DONE
