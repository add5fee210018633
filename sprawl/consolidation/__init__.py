"""From an inventory to a plan: facts, rules, decisions and steps."""
