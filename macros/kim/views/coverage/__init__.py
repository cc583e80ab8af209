"""Views of the report on coverage, for the steering group; in German, as all partners' pages."""
