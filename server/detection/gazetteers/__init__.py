"""Word lists of others, for looking up alone. Each loads when it is first asked, once a process, and never changes.

What is read from disk is read by the package that ships it, out of its own folder. Nothing here is asked before a
text needs it, so a process that searches no text carries none of it.
"""
