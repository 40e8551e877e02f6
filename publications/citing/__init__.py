"""Citing a report: what is cited (`items`), in which styles (`styles`), as which files (`formats`), and how its
sentences are quoted (`quoting`). What an identifier must look like is in `publications.identifiers`."""
