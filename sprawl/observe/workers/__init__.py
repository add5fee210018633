"""Processes that read pages and can be ended."""
