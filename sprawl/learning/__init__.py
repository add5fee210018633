"""Regression that learns weights in bits."""
