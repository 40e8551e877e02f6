"""How long people's details are kept, and the one way in which they are erased."""
