"""The figures of a rehearsal as one table of text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supporters.models import Signature
from supporters.rehearsal.crowd import Crowd
from supporters.rehearsal.visitor import Sample
from supporters.rehearsal.watching import Watch

COLUMNS = ("requests", "a second", "p50 ms", "p95 ms", "p99 ms", "errors")
WIDTH, FIRST = 10, 46
State = Signature.State


@dataclass(frozen=True)
class Result:
    """What came of a rehearsal."""

    crowd: Crowd
    watch: Watch
    seconds: float  # from the first person to the last answer
    recorded: dict[str, int]  # signatures in the database by state, read before they are removed
    counted_after: float | None  # seconds until the public count was right; None where it was not in time

    @property
    def problems(self) -> list[str]:
        """What must not happen, in words; empty where all went well."""
        signed, confirmed = len(self.crowd.signed), len(self.crowd.confirmed)
        recorded, counted = sum(self.recorded.values()), self.recorded.get(State.CONFIRMED, 0)
        wrong = sum(not sample.is_right for sample in self.crowd.samples)
        found = [
            f"{wrong} requests got another answer than they should." if wrong else "",
            f"{signed} people were thanked, {recorded} signatures are recorded." if signed != recorded else "",
            f"{confirmed} people confirmed, {counted} signatures are confirmed." if confirmed != counted else "",
            f"{self.watch.errors} times the database did not answer." if self.watch.errors else "",
            "Mail was still waiting at the end." if self.watch.drained_at is None else "",
            "The public count was not right in time." if self.counted_after is None else "",
        ]
        return [words for words in found if words]


def table_of(result: Result) -> str:
    """All figures, one a line."""
    lines = [f"{'HTTP':<{FIRST}}" + "".join(f"{name:>{WIDTH}}" for name in COLUMNS)]
    samples = result.crowd.samples
    steps = dict.fromkeys(sample.step for sample in samples)
    lines += [_row(step, [one for one in samples if one.step == step], result.seconds) for step in steps]
    lines.append(_row("all", samples, result.seconds))
    lines += ["", "Database", *_figures(_database(result)), "", "Outbox", *_figures(_outbox(result))]
    return "\n".join(lines)


def share(values: Sequence[float], part: float) -> float:
    """The value that this part of the values stays at or below; 0 where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


def _row(step: str, samples: list[Sample], seconds: float) -> str:
    took = [sample.seconds * 1000 for sample in samples]
    cells = (
        f"{len(samples)}",
        f"{len(samples) / seconds:.1f}",
        *(f"{share(took, part):.0f}" for part in (0.5, 0.95, 0.99)),
        f"{sum(not sample.is_right for sample in samples)}",
    )
    return f"{'  ' + step:<{FIRST}}" + "".join(f"{cell:>{WIDTH}}" for cell in cells)


def _figures(rows: Iterator[tuple[str, str]]) -> list[str]:
    return [f"{'  ' + name:<{FIRST}}{value:>{WIDTH}}" for name, value in rows]


def _database(result: Result) -> Iterator[tuple[str, str]]:
    crowd, watch = result.crowd, result.watch
    yield "people thanked", f"{len(crowd.signed)}"
    yield "signatures recorded", f"{sum(result.recorded.values())}"
    yield "signatures confirmed", f"{result.recorded.get(State.CONFIRMED, 0)}"
    yield "signatures in the busiest second", f"{busiest_second(crowd.signed)}"
    yield "seconds until the public count was right", _seconds(result.counted_after)
    yield "wait for a turn to write, p95 ms", f"{share(watch.turns, 0.95) * 1000:.0f}"
    yield "wait for a turn to write, longest ms", f"{max(watch.turns, default=0) * 1000:.0f}"
    yield "errors", f"{watch.errors}"
    if watch.transactions is not None:
        committed, undone, deadlocked = watch.transactions
        yield "transactions a second", f"{committed / result.seconds:.0f}"
        yield "transactions undone", f"{undone}"
        yield "deadlocks", f"{deadlocked}"
        yield "waiting for a lock at once, at most", f"{watch.lock_waits}"


def _outbox(result: Result) -> Iterator[tuple[str, str]]:
    watch, signed = result.watch, result.crowd.signed
    drained = max(0.0, watch.drained_at - max(signed)) if watch.drained_at is not None and signed else None
    yield "waiting at once, at most", f"{watch.most_waiting}"
    yield "longest wait, seconds", f"{watch.longest_wait:.1f}"
    yield "empty again after the last signature, seconds", _seconds(drained)
    yield "people we sent too late, at most by seconds", f"{max(result.crowd.late, default=0):.1f}"


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def busiest_second(moments: Sequence[float]) -> int:
    """The most moments that lie within one second."""
    ordered = sorted(moments)
    start = best = 0
    for end, moment in enumerate(ordered):
        while moment - ordered[start] > 1:
            start += 1
        best = max(best, end - start + 1)
    return best
