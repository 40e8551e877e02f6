"""The style guide for staff: every component and every block, in all states, from the templates of the site."""
