"""Search over every public page: words, hits, filters, snippets, suggestions."""
