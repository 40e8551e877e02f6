"""The verdict on a designed PDF in plain words: what stands in the way, what is worth knowing, how to put it right."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications.inspection.found import Facts as Found
from publications.inspection.rules import RULES, Facts, Level, Rule

# Why a file could not be read, or not all of it; what the editor is told, and what to do.
REASONS = {
    "not_a_pdf": gettext_lazy("This is not a PDF, whatever its name says. Export it as PDF and upload that."),
    "password": gettext_lazy("The file opens only with a password. Export it again without one."),
    "damaged": gettext_lazy("The file is damaged or has no pages: nothing could open it. Export it again."),
    "crashed": gettext_lazy(
        "The file needs more memory than any report should, or is built so that it stops PDF readers."
    ),
    "timed_out": gettext_lazy("Reading the file took more than half a minute."),
    "too_many_pages": gettext_lazy("The file has more than 2,000 pages. Only those are found by the search."),
    "too_much_text": gettext_lazy("The file has more text than the search can hold. The first pages are found."),
    "long_page": gettext_lazy("A page holds more than 200,000 letters. The search knows the first of them."),
    "broken_page": gettext_lazy("A page could not be read. Look whether all pages show."),
    "slow": gettext_lazy("The file takes so long to read that only its first pages are found by the search."),
}
UNREAD = gettext_lazy("Nothing is known about scripts, attachments or hidden details in this file.")


@dataclass(frozen=True)
class Point:
    """One thing that was found, as the editor reads it."""

    code: str
    level: Level
    heading: str
    meaning: str
    in_word: str
    in_indesign: str

    @property
    def is_stop(self) -> bool:
        """Whether it must be accepted by name."""
        return self.level is Level.STOP


def reason_in_words(reason: str) -> str:
    """The reason of a state as a sentence; empty for none."""
    return str(REASONS[reason]) if reason in REASONS else ""


def points_of(state: str, message: str, facts: Facts) -> list[Point]:
    """All that there is to say about a file, stops first. Nothing for one that is refused or still being read.

    `message` is the reason in words, `facts` as `reading` gives them; empty where nothing could be found out.
    """
    if state in {"pending", "refused"}:
        return []
    # What was not looked for when the file was read counts as not found.
    known = asdict(Found()) | dict(facts)
    told = known | {
        "attachment_names": ", ".join(known["attachments"]),
        "font_names": ", ".join(known["fonts_not_embedded"]),
    }
    return [
        *reading_points(state, message, facts),
        *[point_of(rule, told) for rule in RULES if facts and rule.applies(known)],
    ]


def reading_points(state: str, message: str, facts: Facts) -> list[Point]:
    """What did not go as it should: accepted by name too, for nobody but the editor has seen the whole file."""
    again = _("Save the document under a new name and export the PDF again.")
    points = []
    if state != "ok":
        points.append(Point("reading", Level.STOP, message, effect_in_words(state), again, again))
    if not facts:
        points.append(Point("unchecked", Level.STOP, _("The file could not be checked."), str(UNREAD), again, again))
    return points


def effect_in_words(state: str) -> str:
    """What follows for readers."""
    if state == "partial":
        return _("It can be published. Open it in a PDF reader first, and look at it as a whole.")
    return _("It can be published if it opens well in a PDF reader. The search will not find its words.")


def point_of(rule: Rule, told: Mapping[str, Any]) -> Point:
    """A rule that applies, with the facts in its words."""
    return Point(
        rule.code,
        rule.level,
        str(rule.heading) % told,
        str(rule.meaning),
        str(rule.in_word),
        str(rule.in_indesign),
    )


def verdict_in_words(state: str, points: list[Point]) -> str:
    """One sentence for the list of files."""
    if state == "pending":
        return _("It is being read. That takes less than a minute.")
    if state == "refused":
        return _("It cannot be published.")
    if any(point.is_stop for point in points):
        return _("It can be published once you accept what stands in the way.")
    if points:
        return _("It can be published. Some things could be better.")
    return _("It can be published. Nothing was found wanting.")
