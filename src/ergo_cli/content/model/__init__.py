"""What the content files hold: one frozen, strict type for each YAML mapping."""
