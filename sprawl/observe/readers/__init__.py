"""The readers of a page, one a syntax."""
