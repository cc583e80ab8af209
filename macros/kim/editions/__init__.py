"""Fortschreibungen: frozen, read back, compared, and which one holds today."""
