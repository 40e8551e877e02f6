"""`make bench`: what a portal costs, as multiples of a static file. Prints tables, asserts nothing."""
