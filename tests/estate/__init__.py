"""The invented estate of the demonstration brand: its truth, and the script that builds its archive and sheet."""
