"""What we ask: form classes, page templates, style sheet and catalogues."""
