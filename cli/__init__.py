"""The command: read options, call one library function, print."""
