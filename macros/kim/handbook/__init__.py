"""Chapters → the pages of the handbook: numbers, macros, glossary links, the Markdown they need."""
