"""The whole journey on one machine: real zones, real keys, real PostgreSQL; nothing is skipped for being a demo."""
