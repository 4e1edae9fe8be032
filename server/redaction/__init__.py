"""The desk: the only place where a report is read, in the memory of one person's own machine."""
