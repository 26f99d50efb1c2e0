"""Cards and forms: a record each, told by labels beside, above or before their values."""
