"""When very many come at once: what is switched off, by hand or by itself."""
