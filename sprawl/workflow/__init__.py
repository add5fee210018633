"""The joiners: each runs several rooms in order. Only this room knows the whole row."""
