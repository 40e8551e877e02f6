"""Counting signatures, and what anybody may know of a count."""
