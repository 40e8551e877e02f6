"""The way of an action from a look at the form to a confirmed signature, by source, by mail provider and by day.

Where people are lost shows at once: a leaflet that many open and few sign, a provider whose users never confirm because
our mail does not arrive. Numbers alone, nobody's name.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from supporters.consent import Operation, Purpose
from supporters.funnel.viewing import FURTHER_SOURCES
from supporters.models import Action, ConsentRecord, OutboxMail, Signature, ViewDay

State = Signature.State
DAYS = 14
MOST_SHOWN = 50  # sources on a page; the file has all
MAIL_PURPOSES = (Purpose.CAMPAIGN_MAIL, Purpose.OTHER_MAIL)


@dataclass
class Steps:
    """One line: how many came how far. Views are None where nobody can know them: a provider shows when one signs."""

    views: int | None = 0
    submitted: int = 0
    confirmed: int = 0
    campaign_mail: int = 0  # of the confirmed
    other_mail: int = 0  # of the confirmed
    waiting: int = 0
    expired: int = 0
    held: int = 0
    taken_out: int = 0  # withdrawn by their owner, or invalidated
    bounced: int = 0  # the mail to confirm could not be delivered

    def __add__(self, other: "Steps") -> "Steps":
        """Both together; what one does not know, the sum does not."""
        mine, theirs = asdict(self), asdict(other)
        known = {name: mine[name] + theirs[name] for name in mine if None not in {mine[name], theirs[name]}}
        return Steps(**({"views": None} | known))

    @property
    def signing_rate(self) -> float | None:
        """How many of a hundred who looked have signed; None where nobody was seen."""
        return percent(self.submitted, self.views)

    @property
    def confirming_rate(self) -> float | None:
        """How many of a hundred who signed have confirmed."""
        return percent(self.confirmed, self.submitted)

    @property
    def mail_rate(self) -> float | None:
        """How many of a hundred who confirmed want mail about the campaign."""
        return percent(self.campaign_mail, self.confirmed)


@dataclass(frozen=True)
class Day:
    """One day in London: views, forms sent, addresses confirmed."""

    day: date
    views: int
    submitted: int
    confirmed: int


@dataclass(frozen=True)
class Funnel:
    """All of it. Sources and providers come with the most signatures first."""

    total: Steps
    by_source: dict[str, Steps]
    by_provider: dict[str, Steps]
    by_day: list[Day] = field(default_factory=list)

    @property
    def shown_sources(self) -> list[tuple[str, Steps]]:
        """The sources of a page, in words: those that brought most, and the rest as one."""
        rows = list(self.by_source.items())
        shown = [(source_words(source), steps) for source, steps in rows[:MOST_SHOWN]]
        if rest := [steps for _source, steps in rows[MOST_SHOWN:]]:
            shown.append((_("Further codes"), sum(rest, Steps())))
        return shown


def funnel_of(action: Action) -> Funnel:
    """Six queries, however many sources, providers and signatures there are."""
    by_source: defaultdict[str, Steps] = defaultdict(Steps)
    by_provider: defaultdict[str, Steps] = defaultdict(lambda: Steps(views=None))
    views = ViewDay.objects.filter(action=action).order_by()
    for source, count in views.values_list("source").annotate(Sum("count")):
        by_source[source].views = count
    for source, provider, name, count in _counts_of(action):
        for steps in (by_source[source], by_provider[provider]):
            setattr(steps, name, getattr(steps, name) + count)
    return Funnel(
        total=sum(by_source.values(), Steps()),
        by_source=_most_first(by_source),
        by_provider=_most_first(by_provider),
        by_day=_days_of(action, dict(views.values_list("day").annotate(Sum("count")))),
    )


def percent(part: int, whole: int | None) -> float | None:
    """With one decimal; None of nothing. Never above 100: who signed from a copy of the page was not seen."""
    return min(100.0, round(part * 100 / whole, 1)) if whole else None


def source_words(source: str) -> str:
    """What stands in the table: most links have no code."""
    if source == FURTHER_SOURCES:
        return _("Codes beyond those that a day holds")
    return source or _("No code")


def csv_rows(funnel: Funnel) -> Iterator[list[str]]:
    """The tables below each other: what the line is about, its name, and the numbers."""
    yield [_("By"), _("Name"), *(words for _name, words in columns())]
    groups: Sequence[tuple[str, Sequence[tuple[str, Steps]]]] = (
        (_("all"), [("", funnel.total)]),
        (_("source"), [(source_words(source), steps) for source, steps in funnel.by_source.items()]),
        (_("mail provider"), list(funnel.by_provider.items())),
    )
    for group, rows in groups:
        for name, steps in rows:
            values = asdict(steps)
            yield [group, name, *("" if values[key] is None else str(values[key]) for key, _words in columns())]
    for day in funnel.by_day:
        numbers = [str(day.views), str(day.submitted), str(day.confirmed)]
        yield [_("day"), day.day.isoformat(), *numbers, *("" for _column in columns()[len(numbers) :])]


def columns() -> list[tuple[str, str]]:
    """The steps and their words, in order."""
    return [
        ("views", _("Views")),
        ("submitted", _("Signed")),
        ("confirmed", _("Confirmed")),
        ("campaign_mail", _("Mail about the campaign")),
        ("other_mail", _("Mail about other campaigns")),
        ("waiting", _("Waiting")),
        ("expired", _("Never confirmed")),
        ("held", _("Held")),
        ("taken_out", _("Taken out")),
        ("bounced", _("Mail failed")),
    ]


def _counts_of(action: Action) -> Iterator[tuple[str, str, str, int]]:
    """Source, provider, step, and how many. Three queries."""
    step_of = {
        State.CONFIRMED: "confirmed",
        State.PENDING: "waiting",
        State.EXPIRED: "expired",
        State.HELD: "held",
        State.WITHDRAWN: "taken_out",
        State.INVALIDATED: "taken_out",
    }
    signatures = Signature.objects.filter(action=action).order_by()
    for source, provider, state, count in signatures.values_list("source", "provider", "state").annotate(Count("pk")):
        yield source, provider, "submitted", count
        yield source, provider, step_of[State(state)], count
    wanted = _wanted_mail(action).values_list("signature__source", "signature__provider", "statement__purpose")
    for source, provider, purpose, count in wanted.annotate(Count("signature", distinct=True)):
        yield source, provider, purpose, count
    failed = OutboxMail.objects.filter(signature__action=action, state=OutboxMail.State.FAILED).order_by()
    failed_by = failed.values_list("signature__source", "signature__provider")
    for source, provider, count in failed_by.annotate(Count("signature", distinct=True)):
        yield source, provider, "bounced", count


def _wanted_mail(action: Action) -> QuerySet[ConsentRecord]:
    """What confirmed people agreed to and have not taken back since."""
    later = ConsentRecord.objects.filter(
        signature=OuterRef("signature"),
        statement__purpose=OuterRef("statement__purpose"),
        operation=Operation.OPT_OUT,
        pk__gt=OuterRef("pk"),
    )
    return ConsentRecord.objects.filter(
        ~Exists(later),
        signature__action=action,
        signature__state=State.CONFIRMED,
        statement__purpose__in=MAIL_PURPOSES,
        operation=Operation.OPT_IN,
    ).order_by()


def _days_of(action: Action, views: dict[date, int]) -> list[Day]:
    """The last two weeks, the latest first. One query: each number is a short range of an index."""
    today = timezone.localdate()
    days = [today - timedelta(days=ago) for ago in range(DAYS)]
    numbers = Action.objects.filter(pk=action.pk).values_list(
        *(_number(action, "created_at", day) for day in days),
        *(_number(action, "confirmed_at", day, state=State.CONFIRMED) for day in days),
    )
    found = list(numbers.get())
    rows = zip(days, found[:DAYS], found[DAYS:], strict=True)
    return [Day(day, views.get(day, 0), submitted, confirmed) for day, submitted, confirmed in rows]


def _number(action: Action, moment: str, day: date, **more: str) -> Coalesce:
    """How many signatures of the action have a moment on a day in London."""
    begins, ends = (timezone.make_aware(datetime.combine(one, time())) for one in (day, day + timedelta(days=1)))
    those = Signature.objects.filter(action=action, **{f"{moment}__gte": begins, f"{moment}__lt": ends}, **more)
    counted = those.order_by().values("action").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _most_first(rows: dict[str, Steps]) -> dict[str, Steps]:
    """Most signatures first, then most views, then by name."""
    order: Callable[[tuple[str, Steps]], tuple[int, int, str]] = lambda row: (  # noqa: E731
        -row[1].submitted,
        -(row[1].views or 0),
        row[0],
    )
    return dict(sorted(rows.items(), key=order))
