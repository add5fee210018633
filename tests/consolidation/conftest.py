"""The toy estate stands one folder up, for several rooms."""


