"""Known answers, made in one language and checked in another: README.md."""
