"""Given names whose second character the tagger left out."""

from articles.pipeline.recognize.names.anchors import (
    MARK,
    NEVER_IN_NAMES,
    anchored_left,
    closes,
    does_or_says,
    follows_names,
    is_addressed,
    kind_after,
    titled,
)
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
    if (
        follower.end - follower.start == 2
        and kind_after(text, name.end + 1) == "role"
        and looks_like_a_name(text[name.start : name.end + 1])
    ):
        return name.end + 1
    if text[name.end :].strip("()（） ") == "作" and name.start <= 1:
        return None  # 杨平作 on a line of its own: who made the picture
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
    if _is_particle_of_name(sentence, name, follower):
        return end
    return end if _third_of_three(sentence, name, follower) else None


_JOINING = "和与與及等"
"""李伟|中和|副市长: the word that goes on beyond the name ends in what joins it to the next one."""


_PARTICLES = "为有之"
_AFTER_ZHI = frozenset("所子父母妻兄弟后後前间中手一外内")


def _is_particle_of_name(sentence: Sentence, name: Name, follower: Tagged) -> bool:
    """区长陆有|为接受采访 and 副区长石敬|之以视频汇报: a particle between a titled name of two characters and what the person does."""
    text = sentence.text
    end = name.end + 1
    if name.end - name.start != 2 or follower.end != end or text[name.end] not in _PARTICLES or end >= len(text):
        return False
    if text[name.end] == "之" and titled(text, name.start):
        return text[end] not in _AFTER_ZHI
    return follows_names(text, end) or is_addressed(text, end)


def _third_of_three(sentence: Sentence, name: Name, follower: Tagged) -> bool:
    """主席陈安|則指派: names of Taiwan have three characters, and 則 between a title's name and a verb is more likely the third."""
    text = sentence.text
    return (
        name.end - name.start == 2
        and text[name.end] in "則"
        and titled(text, name.start)
        and sentence.starts.get(follower.end, follower).tag == "v"
    )
