"""Who is who among bodies: one name of an article to the body's identity, entries to groups, a group to what is known of it.

    相城区委, 苏州市相城区委, 中共苏州市相城区委员会      相城区委@320507
    鼓楼区委 on a page from Nanjing                      鼓楼区委@320106
    鼓楼区委 where nothing decides                       a text of the article's own, nobody else's
    第一中学 on a page from 相城                         相城区第一中学@320507
    泓海(苏州)半导体科技有限公司                          by its full name

Two entries with one text are one body unless people say otherwise. The texts that should be given together are those joined by
judgements, and, for bodies of nearly the same name to be found, those that share `Identity.near`.
"""

from collections.abc import Sequence

from articles.pipeline.resolve.entries import Feature, Judgements, Link, OrganizationEntry, Resolved
from articles.pipeline.resolve.organization_facts import OrganizationFacts, describe
from articles.pipeline.resolve.organization_groups import Forest, group_entries
from articles.pipeline.resolve.organization_identity import Identity, identify
from articles.pipeline.resolve.organization_near import near_pairs

__all__ = ["Identity", "OrganizationFacts", "describe", "identify", "resolve_organizations"]

_SAME_TEXT = Feature("same_body", 8.0, "机构名称与属地相同", "the same name and place")
_JUDGED = Feature("judged_same", 20.0, "经人判定为同一机构", "judged the same by people")
_CONTRADICTED = Feature("contradiction", 0.0, "判定互相矛盾:以“不同”为准", "judgements contradict each other: different wins")
_UNDECIDED = Feature(
    "judged_apart", 0.0, "同名机构已判分,此处属何者不明", "bodies of this name were judged different; whose this is, nothing says"
)


def resolve_organizations(entries: Sequence[OrganizationEntry], judgements: Judgements) -> Resolved:
    """The entries in groups, one body each; pure, and the same for every order of the entries and judgements."""
    ordered = sorted(entries, key=lambda entry: (entry.order, entry.key))
    identities = {entry.key: identify(entry) for entry in ordered}
    texts = {key: identity.text for key, identity in identities.items()}
    grouped = group_entries(ordered, texts, judgements)
    doubts = [Link(one, other, 0.0, (_CONTRADICTED,)) for one, other in grouped.refused]
    doubts += [Link(one, other, 0.0, (_UNDECIDED,)) for one, other in grouped.undecided]
    doubts += _near_doubts(list(identities.values()), texts, grouped.groups)
    return Resolved(
        groups=tuple(tuple(group) for group in grouped.groups),
        links=tuple(_link(group[0], key, texts) for group in grouped.groups for key in group[1:]),
        doubts=_between_groups(doubts, grouped.groups, Forest(texts, judgements)),
    )


def _link(first: str, key: str, texts: dict[str, str]) -> Link:
    feature = _SAME_TEXT if texts[first] == texts[key] else _JUDGED
    return Link(first, key, feature.weight, (feature,))


def _near_doubts(identities: list[Identity], texts: dict[str, str], groups: list[list[str]]) -> list[Link]:
    """One for each pair of groups whose texts are nearly the same."""
    holding: dict[str, list[str]] = {}
    for group in groups:
        for text in {texts[key] for key in group}:
            holding.setdefault(text, []).append(group[0])
    return [
        Link(first, second, feature.weight, (feature,))
        for one, other, feature in near_pairs(identities)
        for first in holding[one]
        for second in holding[other]
    ]


def _between_groups(doubts: list[Link], groups: list[list[str]], judged: Forest) -> tuple[Link, ...]:
    """Each pair of groups once, with all its reasons, by their first entries; of those judged different only the contradictions."""
    if not doubts:
        return ()
    number = {key: at for at, group in enumerate(groups) for key in group}
    for group in groups:
        for key in group[1:]:
            judged.join(group[0], key)
    found: dict[tuple[int, int], dict[str, Feature]] = {}
    for doubt in doubts:
        one, other = sorted((number[doubt.one], number[doubt.other]))
        contradicted = doubt.features == (_CONTRADICTED,)
        if one == other or (judged.apart(groups[one][0], groups[other][0]) and not contradicted):
            continue
        found.setdefault((one, other), {}).update({feature.name: feature for feature in doubt.features})
    return tuple(
        Link(
            groups[one][0],
            groups[other][0],
            sum(item.weight for item in features.values()),
            tuple(features[name] for name in sorted(features)),
        )
        for (one, other), features in sorted(found.items())
    )
