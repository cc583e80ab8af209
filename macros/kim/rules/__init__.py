"""The domain's own reasoning: pure functions over the catalogue and a day."""
