"""Find every account of a brand, learn who runs each, plan the way to one voice."""
