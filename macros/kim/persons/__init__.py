"""Persons: where one is named, and how one is forgotten, in every file and every edition."""
