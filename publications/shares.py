"""Shares that a source gives in words, for findings and charts alike."""

from decimal import Decimal

# What a share in words may stand for, in per cent. "Half" is drawn as 50 and stays worded "half".
SHARES_IN_WORDS = {
    "half": (Decimal(50), Decimal(50)),
    "a half": (Decimal(50), Decimal(50)),
    "a quarter": (Decimal(25), Decimal(25)),
    "three quarters": (Decimal(75), Decimal(75)),
    "a third": (Decimal(33), Decimal("33.4")),
    "two thirds": (Decimal(66), Decimal(67)),
}
