"""Whose an account is: clues, their weights, and the verdict."""
