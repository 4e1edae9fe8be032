"""Checks taken out one at a time, each with the test that must then fail: `make mutations`."""
