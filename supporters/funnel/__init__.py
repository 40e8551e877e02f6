"""Figures without cookies: how many looked at a form, and where people are lost."""
