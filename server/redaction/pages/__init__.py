"""The desk's pages: how somebody gets in, what waits, asking, and reading. Decision 39."""
