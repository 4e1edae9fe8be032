"""Checking the log from outside: anyone can."""
