"""Keeping the count honest: what is held, and what is taken out of the count."""
