"""All measures, one after the other."""

import subprocess
import sys

MEASURES = ("gold", "names", "resolve", "gold_mirror", "mirror", "html", "speed", "orders", "decisions", "merging", "resolving", "search")

for name in MEASURES:
    print(f"\n== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"tests.measure.{name}"], check=True)
