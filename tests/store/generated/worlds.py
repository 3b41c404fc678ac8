"""An invented world: districts that exist, bodies, and persons who do not, with their careers. The same for a seed."""

import random
from dataclasses import dataclass, field

CITIES = (
    ("苏州市", "320500", (("相城区", "320507"), ("吴中区", "320506"), ("姑苏区", "320508"))),
    ("常州市", "320400", (("新北区", "320411"), ("武进区", "320412"))),
    ("青岛市", "370200", (("城阳区", "370214"), ("李沧区", "370213"))),
)
RARE = [surname + given for surname in ("亓", "逄", "郗", "仝", "缑") for given in ("砚舟", "栖梧", "望岫", "怀瑾", "听澜", "与归")]
COMMON = ["王磊", "张敏", "李强", "刘洋"]
FIRST_MONTH, MONTHS = 2019 * 12, 60


@dataclass(frozen=True)
class Body:
    """`written`: as its own district's pages print it."""

    name: str
    written: str
    kind: str
    places: tuple[str, ...]
    home: str = ""


@dataclass(frozen=True)
class Stage:
    """A post held from one month to another: months since year 0."""

    body: Body
    title: str
    first: int
    last: int


@dataclass(frozen=True)
class Human:
    name: str
    stages: tuple[Stage, ...]

    def post_in(self, month: int) -> Stage | None:
        return next((stage for stage in self.stages if stage.first <= month <= stage.last), None)


@dataclass
class World:
    districts: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    bodies: dict[str, list[Body]] = field(default_factory=dict)
    humans: list[Human] = field(default_factory=list)

    def in_office(self, district: str, month: int) -> list[tuple[Human, Stage]]:
        found = [(human, human.post_in(month)) for human in self.humans]
        return [(human, stage) for human, stage in found if stage is not None and stage.body.home == district]


def make_world(chance: random.Random, *, districts: int = 3, people: int = 8) -> World:
    world = World()
    every = [(name, (code, city, city[:2] + "0000")) for _name, city, parts in CITIES for name, code in parts]
    world.districts = chance.sample(every, districts)
    for name, places in world.districts:
        stem = name[:-1]
        world.bodies[name] = [
            Body(f"{name}委", "区委", "party", places, name),
            Body(f"{name}政府", "区政府", "government", places, name),
            Body(f"{stem}高新区管委会", "管委会", "zone", places, name),
            Body(f"{chance.choice('泓澄沄浩')}{chance.choice('海川岳')}{stem}半导体科技有限公司", "", "company", (), name),
        ]
    names = chance.sample(RARE, people - 2) + chance.sample(COMMON, 1) * 2
    world.humans = [make_human(chance, world, name) for name in names]
    return world


def make_human(chance: random.Random, world: World, name: str) -> Human:
    """Months in posts, one after the other: promoted, moved, acting first, or gone to a company."""
    home = chance.choice(world.districts)[0]
    month, stages = FIRST_MONTH, []
    while month < FIRST_MONTH + MONTHS:
        party, government, zone, company = world.bodies[home]
        body, title = chance.choice(
            [
                (party, "书记"),
                (party, "常委"),
                (government, "区长"),
                (government, "代区长"),
                (government, "副区长"),
                (zone, "主任"),
                (company, "董事长"),
            ]
        )
        last = month + chance.randrange(8, 40)
        stages.append(Stage(body, title, month, last))
        month = last + 1
        if chance.random() < 0.25:
            home = chance.choice(world.districts)[0]
    return Human(name, tuple(stages))
