"""A source's own command line: seal on this machine, send through Tor, take back with twelve words."""
