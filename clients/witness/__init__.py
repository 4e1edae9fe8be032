"""A witness: a program that a partner runs, which co-signs the log as long as it only grows. SPEC 14.6 to 14.8."""
