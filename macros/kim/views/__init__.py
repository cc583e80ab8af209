"""Catalogue + today + language → frozen view objects, ready to show; no markup in here."""
