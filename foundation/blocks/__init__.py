"""The shared blocks, one file for each family."""
