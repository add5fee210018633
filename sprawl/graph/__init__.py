"""Accounts, departments and evidence as a graph: built, measured, drawn, exported."""
