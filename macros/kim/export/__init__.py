"""Views → public files: search data, JSON Schema."""
