"""What the bytes mean. Pure: no network, database, clock or web framework. Start with SPEC.md."""
