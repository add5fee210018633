"""The joiners: each calls several rooms in order. Only this room knows all others; the command calls it."""
