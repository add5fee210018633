"""Which unit runs an account, and which answers would teach the most."""
