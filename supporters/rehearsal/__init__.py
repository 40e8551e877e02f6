"""A flash crowd, rehearsed: made-up people who load a page, sign and confirm on this machine (docs/bad-day.md)."""
