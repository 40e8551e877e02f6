"""How far chance alone may move a share (docs/decisions/0032)."""

from decimal import ROUND_HALF_UP, Decimal

# The normal deviate that 95 of 100 samples stay within.
DEVIATE = Decimal("1.96")
# Below so many people on either side of a share the normal approximation does not hold.
FEWEST = 5
TENTH = Decimal("0.1")


def margin_of_error(share: Decimal, base: int) -> Decimal | None:
    """Half the width of the 95 per cent interval of a share, in percentage points to one place.

    `share` is in per cent, 0 to 100; `base` is the number of people that it is a share of, in a simple random sample.
    The formula is 1.96 × √(p × (1 − p) ÷ n), with p the share as a fraction: the normal approximation to the binomial
    distribution (W. G. Cochran, Sampling Techniques, third edition, 1977, section 3.5, without his corrections for
    continuity and for a finite population, so that the margin is never too narrow for want of the second). None where
    the approximation does not hold: where fewer than five people gave the answer, or all but fewer than five. The
    margin of 0 per cent would be 0, a certainty that no sample gives.

    Raises ValueError for a share that is none, and for a base that is not positive.
    """
    if not share.is_finite() or not 0 <= share <= 100:
        raise ValueError(f"{share} is no share")
    if base <= 0:
        raise ValueError(f"{base} is no number of people")
    fraction = share / 100
    if min(fraction, 1 - fraction) * base < FEWEST:
        return None
    points = 100 * DEVIATE * (fraction * (1 - fraction) / base).sqrt()
    return points.quantize(TENTH, ROUND_HALF_UP)
