"""Where originals are readable: parts that custodians approved, opened, looked at, answered, and gone."""
