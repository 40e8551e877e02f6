"""Choices made from a seed: the same on every machine, in every process and in every Python."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Choice = TypeVar("Choice")


def _share(seed: str, purpose: str) -> float:
    """A number from 0 up to 1 that hangs on the seed and the purpose only."""
    digest = hashlib.sha256(f"{purpose}\n{seed}".encode(errors="surrogatepass")).digest()
    return int.from_bytes(digest[:6]) / 2**48


def pick(seed: str, purpose: str, options: Sequence[Choice]) -> Choice:
    """One of the options; choices for different purposes are independent of each other."""
    return options[int(_share(seed, purpose) * len(options))]


def between(seed: str, purpose: str, low: float, high: float) -> float:
    """A number from `low` up to `high`."""
    return low + (high - low) * _share(seed, purpose)
