"""Consolidation: from an inventory to a plan, through facts, keys, rules, decisions and steps."""
