"""Whose an account is, which department runs it, and what to ask when neither can be told."""
