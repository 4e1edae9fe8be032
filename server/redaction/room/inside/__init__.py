"""Inside a room: what runs in the process in which one opening is readable. No network, no clock, no file is written.

Nothing here may import what the desk's own process is made of; `make lint` holds it to that.
"""
