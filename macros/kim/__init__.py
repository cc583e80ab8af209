"""Build a municipal KIM handbook and directory of counselling services from records.

The flow, left to right only: YAML text → Source → Record → Catalogue → View → HTML and files.
"""
