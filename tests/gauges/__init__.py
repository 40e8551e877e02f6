"""What others measure with: Lighthouse and the W3C's validator, both from npm, on a portal that runs here."""
