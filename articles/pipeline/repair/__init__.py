"""Step 3: damaged text to clean text."""

from collections.abc import Callable

from articles.pipeline.offsets import TracedText
from articles.pipeline.records import ReadingWarning, Repair, RepairedText, Script
from articles.pipeline.repair import hijacked_names, junk_markup, lost_characters, one_by_one, printed_twice, shifted_runs

REPAIRS: tuple[Callable[[TracedText], RepairedText], ...] = (
    junk_markup.mend,
    shifted_runs.mend,
    one_by_one.mend,
    printed_twice.mend,
    hijacked_names.mend,
    lost_characters.mend,
)


def repair(text: TracedText) -> RepairedText:
    """The text after every repair in order, with what was done and what was only noticed. Never raises."""
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    script = Script.HANS
    for mend in REPAIRS:
        result = mend(text)
        text, repairs, warnings = result.text, repairs + result.repairs, warnings + result.warnings
        if result.script is not Script.HANS:
            script = result.script
    return RepairedText(text, repairs, warnings, script)
