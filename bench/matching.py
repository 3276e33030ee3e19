"""How often a wording that no table has reviewed is matched rightly, wrongly, or asked.

    python -m bench.matching [--bars 88 91 94 97]

Each reviewed label is taken out of the table in turn and matched with what is left: by its words, and by
likeness to other labels at several bars. A label that stands for one indicator only is asked for.
"""

import argparse
from collections import Counter
from dataclasses import replace

from etl import labels, matching, reference, wording
from etl.memory import Memory
from etl.model import Question
from etl.reference import Reference


def measure(bar: float, tables: Reference) -> Counter[str]:
    """right, wrong (named) and asked, for every reviewed label that needs no heading above it."""
    matching.ALIKE = bar  # type: ignore[assignment]
    ends: Counter[str] = Counter()
    for label, entries in tables.labels.items():
        meant = {(entry.indicator, entry.handled_by) for entry in entries if entry.indicator and not entry.under}
        if len(meant) != 1:
            continue
        rest = replace(tables, labels={key: found for key, found in tables.labels.items() if key != label})
        question = Question("indicator", subject=labels.key_of(label, rest), printed=label)
        said = rest.grammar.read(label)
        found = matching.match(question, said, (), rest, Memory())
        if not found.loads:
            ends["asked"] += 1
            suggested = [one.answer.partition("@")[0] for one in matching.suggestions(question, said, (), rest)]
            ends["asked, the answer among the suggestions"] += next(iter(meant))[0] in suggested
        elif (found.indicator, found.handled_by) in meant:
            ends[f"right, {found.how}"] += 1
        else:
            ends[f"WRONG: {wording.clean(label)} → {found.indicator}@{found.handled_by} ({found.how})"] += 1
    return ends


def main() -> None:
    """Measure at each bar and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bars", type=float, nargs="+", default=[85, 88, 91, 94, 97])
    tables = reference.load()
    for bar in parser.parse_args().bars:
        ends = measure(bar, tables)
        print(f"bar {bar:g}: {sum(ends.values())} labels")
        for end, count in sorted(ends.items()):
            print(f"  {count:>4} {end}")


if __name__ == "__main__":
    main()
