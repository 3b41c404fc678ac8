"""Given names whose second character the tagger left out."""

from articles.pipeline.recognize.names.anchors import MARK, NEVER_IN_NAMES, anchored_left, closes, does_or_says, titled
from articles.pipeline.recognize.names.forms import Name, Sentence, looks_like_a_name, surname_of
from articles.pipeline.recognize.tagger import Tagged


def complete_given_names(sentence: Sentence, names: list[Name]) -> list[Name]:
    """王大|为：男 and 钱国|其先生: the second character of the given name is a word of its own, and was left out.

    Fires between a left anchor and a right one. Leaves alone: 刘永说：, 王平在会上 (words that follow names).
    """
    completed: list[Name] = []
    for name in names:
        end = _longer_end(sentence, name)
        if end is not None and anchored_left(sentence, name.start, completed):
            completed.append(Name(name.start, end, "completed"))
        else:
            completed.append(name)
    return completed


def _longer_end(sentence: Sentence, name: Name) -> int | None:
    text = sentence.text
    follower = sentence.starts.get(name.end)
    longest = len(surname_of(text[name.start : name.start + 3])) + 2
    if follower is None or follower.tag == "w" or name.end - name.start >= longest:
        return None
    joined = follower.end - follower.start == 2 and text[name.end + 1] in _JOINING
    end = name.end + 1 if joined else follower.end
    if end - name.start > longest or not looks_like_a_name(text[name.start : end]):
        return None
    if joined and text[name.end] not in NEVER_IN_NAMES:
        return end
    if closes(text, end, "和与與及") and text[name.end] not in NEVER_IN_NAMES:
        return end
    if text[name.end] == "向" and end == name.end + 1 and titled(text, name.start) and (does_or_says(text, end) or MARK.match(text, end)):
        return end
    return end if _third_of_three(sentence, name, follower) else None


_JOINING = "和与與及等"
"""李伟|中和|副市长: the word that goes on beyond the name ends in what joins it to the next one."""


def _third_of_three(sentence: Sentence, name: Name, follower: Tagged) -> bool:
    """主席陈安|則指派: names of Taiwan have three characters, and 則 between a title's name and a verb is more likely the third."""
    text = sentence.text
    return (
        name.end - name.start == 2
        and text[name.end] in "則"
        and titled(text, name.start)
        and sentence.starts.get(follower.end, follower).tag == "v"
    )
