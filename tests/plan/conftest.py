"""The toy estate stands one folder up, for several rooms."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
