"""From the list a desk sees to the part it is handed: requests, notices, answers, and the table of their moves."""
