"""Runs in a confined child process alone (publications.inspection.running) and knows no Django."""
