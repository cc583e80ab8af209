"""Views → HTML: templates, charts, assets; the only place that makes markup."""
