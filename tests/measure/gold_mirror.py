"""The damaged texts of the gold folder, sentence by sentence: python -m tests.measure.gold_mirror [--details]"""

import argparse
import re
import time
from pathlib import Path

from tests.measure import ROOT, gold_folder
from tests.measure.mirror import restore


def pairs(folder: Path) -> list[tuple[Path, Path]]:
    """Captured text and clean text."""
    found = [(next((ROOT / "seeds").glob("001_*.txt")), folder / "seeds" / "bodies" / "001.txt")]
    found += [(path, folder / "damaged" / "clean" / path.name) for path in sorted((folder / "damaged" / "texts").glob("*.txt"))]
    for path in sorted((folder / "dev" / "repaired").glob("*.txt")):
        gold = (folder / "dev" / "gold" / f"{path.stem}.json").read_text(encoding="utf-8")
        if "traditional characters" in gold:  # a brand in place of a name cannot be known back
            found.append((folder / "dev" / "texts" / path.name, path))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--details", action="store_true", help="print the sentences that are wrong")
    options = parser.parse_args()
    folder = gold_folder()
    if folder is None:
        return
    wrong_in_all = 0
    for captured, clean in pairs(folder):
        begun = time.process_time()
        got = restore(captured.read_text(encoding="utf-8"))[0].text
        spent = time.process_time() - begun
        wanted = clean.read_text(encoding="utf-8")
        wrong = [part for part in re.split(r"(?<=[。!?！？])|\n", got) if part and part not in wanted]
        wrong_in_all += len(wrong)
        print(f"{captured.name:30} {len(wrong)} wrong  {spent:.2f} s")
        if options.details:
            for part in wrong:
                print("   ", part)
    print(f"{wrong_in_all} sentences wrong in all")


if __name__ == "__main__":
    main()
