"""A clock that stands on one day: what the site says about dates is then the same whenever pictures are taken.

`python -m tests.fixed_date` runs the portal as `make run` does, on that day. The clock goes on from the start of the
day; only Django's is set, so that processes still wait, sign and expire by the real one.
"""

import contextlib
import datetime as real
import sys
from collections.abc import Iterator

from django.utils import timezone

DAY = real.datetime(2026, 11, 2, 9, tzinfo=real.UTC)  # a Monday, some months after the last fact of the demo site


class _TakesRealOnes(type):
    """Django asks whether a value is a `datetime`; real ones are."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, real.datetime)


@contextlib.contextmanager
def standing_on(day: real.datetime = DAY) -> Iterator[None]:
    """Within the block Django's clock starts at `day`, in this process and in those forked from it."""
    ahead = day - real.datetime.now(real.UTC)

    class Shifted(real.datetime, metaclass=_TakesRealOnes):
        """The one class that `django.utils.timezone.now` asks, also through references taken before."""

        @classmethod
        def now(cls, tz: real.tzinfo | None = None) -> real.datetime:  # type: ignore[override]
            return real.datetime.now(tz) + ahead

    timezone.datetime = Shifted  # type: ignore[attr-defined]
    try:
        yield
    finally:
        timezone.datetime = real.datetime  # type: ignore[attr-defined]


if __name__ == "__main__":
    from portal.run import main

    with standing_on():
        sys.exit(main())
