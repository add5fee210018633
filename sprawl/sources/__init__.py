"""Public sources of accounts and their activity, one a file."""
