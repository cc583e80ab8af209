"""Fortschreibungen: which there are, and which one holds today."""
