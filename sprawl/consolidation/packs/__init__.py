"""Rule packs, one a file: what an industry asks of a plan, dated, with sources."""
