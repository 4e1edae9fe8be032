"""One visit to intake: what waits is moved, judged, and kept for good."""
