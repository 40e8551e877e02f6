"""My record: what one person may see of what we hold, and do with it."""
