"""A sentence and its words to the persons' names in it.

>>> from articles.pipeline.recognize.tagger import tag
>>> text = "区委副书记吴平宣读表彰决定，副区长高能、方向明、能盛出席。"
>>> [name.text(text) for name in find_persons(text, tag([text])[0])]
['吴平', '高能', '方向明', '能盛']

What the tagger gets wrong in this prose follows a few patterns, and each rule mends one. A name is *anchored* on the left by a title,
by a name and a 、 before it, or by the beginning of a clause, and on the right by a mark, by 等, or by a word that follows names
(主持, 指出, 先生 …): anchors.py. Where both anchors hold, the characters between them are a name if they have a name's form (forms.py),
whatever the tagger thought of them; where none holds, the tagger is believed.
"""

from collections.abc import Sequence

from articles.pipeline.recognize.names.appointed import find_appointed
from articles.pipeline.recognize.names.between_anchors import find_between_anchors
from articles.pipeline.recognize.names.dotted import join_dotted
from articles.pipeline.recognize.names.forms import Name, Rule, Sentence
from articles.pipeline.recognize.names.given_names import complete_given_names
from articles.pipeline.recognize.names.glued_ends import move_glued_ends
from articles.pipeline.recognize.names.left_out_surnames import restore_surnames
from articles.pipeline.recognize.names.lists import continue_lists
from articles.pipeline.recognize.names.no_names import drop_what_is_none
from articles.pipeline.recognize.names.run_together import split_run_together
from articles.pipeline.recognize.names.spaced import close_spaced_names
from articles.pipeline.recognize.names.titles_taken_off import strip_titles
from articles.pipeline.recognize.names.transliterated import find_transliterated
from articles.pipeline.recognize.names.word_names import find_word_names
from articles.pipeline.recognize.tagger import Tagged

RULES: tuple[Rule, ...] = (
    join_dotted,
    strip_titles,
    move_glued_ends,
    split_run_together,
    complete_given_names,
    restore_surnames,
    find_between_anchors,
    find_transliterated,
    find_word_names,
    find_appointed,
    continue_lists,
    close_spaced_names,
    drop_what_is_none,
)


def find_persons(text: str, words: Sequence[Tagged]) -> list[Name]:
    """The names in order, none within another. `words` are those of `tagger.tag`."""
    sentence = Sentence(text, words)
    names = [Name(start, end, "tagged") for start, end, tag in words if tag == "PER"]
    for rule in RULES:
        names = rule(sentence, names)
    return names
