"""Invented people and the views they are rendered in.

Everything is drawn from a numpy Generator, so a person is her or his seed. Sex, age and skin tone are
balanced and independent; what depends on them (beards, wrinkles, grey, hair colour) follows loosely.
"""
from dataclasses import dataclass, field

import numpy as np

import head

# What the data set keeps of a person: 1 for male, years, 0 (light) to 8, numbers in HAIR and STYLES.
TRAITS = ("sex", "age", "skin", "hair", "style")
STYLES = ("short", "long", "bun", "curly", "balding", "cropped")


def linear(colours):
    """sRGB 0..255 to linear light."""
    return (np.asarray(colours, float) / 255) ** 2.2


SKIN = linear([[250, 222, 205], [243, 208, 186], [232, 190, 162], [220, 174, 140], [200, 150, 112],
               [172, 120, 84], [140, 92, 62], [108, 68, 46], [80, 50, 36]])
HAIR = linear([[28, 24, 24], [44, 34, 28], [74, 52, 36], [104, 74, 48], [146, 106, 66], [196, 160, 104],
               [224, 198, 148], [150, 72, 36], [150, 146, 142], [215, 212, 208]])
GREY = 8                                            # first of the grey tones in HAIR
IRIS = linear([[70, 44, 26], [92, 62, 34], [110, 96, 52], [84, 116, 92], [88, 126, 160], [120, 140, 156]])
# Shares of HAIR (without greys) and IRIS for light, middle and dark skin.
HAIR_SHARES = np.array([[2, 2.2, 2, 1.4, 1, .8, .5, .5], [3, 3, 1.6, .6, .3, .1, .03, .1],
                        [5, 3, .6, .1, .05, .02, 0, 0]])
IRIS_SHARES = np.array([[3, 2, 1.2, .8, 1.2, .9], [5, 2, .3, .05, .02, .02], [5, 2, .3, .05, .02, .02]])
# Standard deviations of identity coefficients that would look odd at 1, and shifts from female to male.
SPREAD = dict(midface=.7, nose_length=.8, jaw_width=.8, mouth_y=.8, eye_dist=.8, chin_length=.8,
              ear_size=.8, ear_out=.5, forehead=.8)
MALE_SHIFT = dict(jaw_width=.55, brow_ridge=.8, chin_width=.5, lip_upper=-.5, lip_lower=-.4, eye_size=-.5,
                  brow_height=-.5, nose_width=.3, nose_out=.3)


@dataclass
class Person:
    """A head's shape, its paint (fields of renderer.Appearance by name) and its hair."""
    male: bool
    age: float
    skin: float
    hair: int
    style: str
    identity: np.ndarray                            # 30 shape coefficients
    paint: dict = field(default_factory=dict)
    hair_seed: int = 0                              # strands fall alike in every view
    volume: float = 0.03                            # how far the hair stands off, head heights
    length: float = 0.12                            # of loose strands
    long_end: float = -0.5                          # lowest point of long hair
    comb: tuple = (0, 0, 0)                         # direction the hair is combed in, head frame
    parting: float = 0.0
    heavy_lids: float = 0.1
    glasses: tuple = ()                             # radius and height factor of the rims

    def traits(self):
        """The numbers named by TRAITS."""
        return np.array([self.male, self.age, self.skin, self.hair, STYLES.index(self.style)], np.float32)


@dataclass
class View:
    """How a person is seen: pose, expression, camera, lights and background."""
    pose: tuple                                     # yaw, pitch, roll in degrees
    expression: np.ndarray
    paint: dict
    distance: float = 7.0                           # of the camera, head heights
    crop: tuple = (0.0, 1.0, (0.0, 0.0))            # roll, scale and shift of the crop


def _pick(rng, shares):
    return int(rng.choice(len(shares), p=np.asarray(shares, float) / np.sum(shares)))


def _shape(rng, male):
    spread = np.array([SPREAD.get(name, 1.0) for name in head.IDENTITY_NAMES])
    coefficients = 0.92 * rng.normal(0, 1, len(spread)).clip(-2.2, 2.2) * spread
    for name, shift in MALE_SHIFT.items():
        coefficients[head.IDENTITY_NAMES.index(name)] += shift * (1 if male else -1)
    return coefficients.astype(np.float32)


def _colours(rng, person, grey):
    """Skin, hair, brow, iris and lip colours that go together."""
    step = min(int(person.skin), len(SKIN) - 2)
    skin = SKIN[step] + (SKIN[step + 1] - SKIN[step]) * (person.skin - step)
    skin = skin * (1 + rng.normal(0, .05) * np.array([.3, 0, -1])) * (1 + rng.normal(0, .04))
    dark = person.skin / (len(SKIN) - 1)
    group = 0 if dark < .35 else 1 if dark < .55 else 2
    natural = _pick(rng, HAIR_SHARES[group])
    person.hair = _pick(rng, [1, 1 if grey > .8 else .3]) + GREY if grey > .55 else natural
    hair = HAIR[person.hair] * (1 + rng.normal(0, .06, 3))
    brow = HAIR[natural] * (.55 if grey < .55 else rng.uniform(.6, 1.3))
    iris = IRIS[_pick(rng, IRIS_SHARES[group])] * (1 + rng.normal(0, .08, 3))
    lip = skin * np.array([.92, .52, .52]) * (1 - .15 * dark)
    red = rng.uniform() * (.2 if person.male else 1.0)
    lip = lip * (1 - .5 * red) + .5 * red * np.array([.52, .10, .11]) * (1 - .55 * dark)
    return dict(skin=skin, hair=hair, brow=brow, iris=iris, lip=lip)


def _face_paint(rng, person):
    """Brows, beard, lids and the marks of age."""
    male, old, dark = person.male, np.clip((person.age - 25) / 45, 0, 1), person.skin / 8
    paint = dict(brow_thick=np.clip(rng.uniform(.05, .75) + .35 * male, 0, 1.1),
                 brow_arch=rng.uniform(.2, 1.6) - .5 * male, brow_length=rng.uniform(.88, 1.08))
    if male:
        paint["stubble"] = rng.random() * (rng.random() < .6)
        kind = _pick(rng, [.68, .16, .10, .06])
        paint["beard"] = rng.uniform(.6, 1) * (kind in (1, 3))
        paint["moustache"] = rng.uniform(.6, 1) * (kind in (1, 2))
    paint.update(
        wrinkles=.1 + .9 * old * rng.uniform(.7, 1), bags=old * rng.uniform(.2, 1),
        blush=rng.uniform(.1, 1) * (1 - .5 * dark), lid_crease=rng.uniform(.2, 1),
        freckles=rng.random() * (rng.random() < .15) * (dark < .4),
        lashes=np.clip(rng.uniform(.1, .6) + (0 if male else .4), 0, 1),
        make_up=0 if male else (rng.random() < .35) * rng.uniform(.2, .8),
        shine=rng.uniform(.04, .13), seed=rng.uniform(0, 50))
    return paint


def _hair_style(rng, person):
    """Style, hairline and fall of the hair."""
    male, old = person.male, np.clip((person.age - 30) / 45, 0, 1)
    shares = ([.52, .06, .01, .12, .10 + .25 * old, .10] if male else [.22, .50, .12, .15, 0, .01])
    if person.skin > 5:
        shares[3] += .15
    person.style = STYLES[_pick(rng, shares)]
    front = rng.uniform(.235, .34)
    if rng.random() < (.10 if male else .25) and person.style != "curly":
        front = rng.uniform(.12, .20)               # a fringe
    paint = dict(line_front=front, line_temple=min(front, rng.uniform(.10, .24) + .05 * male),
                 line_side=rng.uniform(-.16, .02), hair_cover=1,
                 curl={"curly": 1.0}.get(person.style, rng.uniform(0, .5) ** 2))
    person.volume, person.length = rng.uniform(.015, .05), rng.uniform(.08, .22)
    if person.style == "curly":
        person.volume, person.length = rng.uniform(.05, .13), rng.uniform(.02, .05)
    elif person.style == "balding":
        paint.update(bald=rng.uniform(.7, 1), line_front=.36)
        person.volume, person.length = .012, rng.uniform(.04, .08)
    elif person.style == "cropped":
        paint["hair_cover"] = rng.uniform(.3, .75)
        person.volume, person.length = .005, 0
    elif person.style == "bun":
        person.volume = rng.uniform(.012, .02)
    combs = [(rng.choice([-1, 1]) * 1.2, .1, .3), (0, .2, -1.2), (rng.normal(0, .4), 0, 1.0), (0, 0, 0)]
    person.comb = (0, .3, -1.5) if person.style == "bun" else combs[rng.integers(4)]
    person.parting, person.long_end = rng.uniform(-.12, .12), rng.uniform(-.75, -.28)
    person.hair_seed = int(rng.integers(2 ** 31))
    return paint


def sample_person(rng):
    """A new person."""
    male, age, skin = bool(rng.random() < .5), rng.uniform(18, 80), rng.uniform(0, len(SKIN) - 1)
    person = Person(male, age, skin, 0, "short", _shape(rng, male))
    grey = np.clip((age - 35) / 45 + rng.normal(0, .2), 0, 1)
    person.paint.update(_colours(rng, person, grey))
    person.paint.update(_face_paint(rng, person))
    person.paint.update(_hair_style(rng, person), grey=grey * rng.uniform(.3, .9) * (grey > .25))
    person.heavy_lids = rng.uniform(0, .14) + .06 * max(0, (age - 50) / 30)
    if rng.random() < .08 + .08 * (age > 50):
        person.glasses = (rng.uniform(.062, .078), rng.uniform(.65, 1))
    return person


def _expression(rng):
    """Six coefficients, most of them near zero most of the time."""
    chance = rng.random(5)
    e = np.zeros(len(head.EXPRESSION_NAMES), np.float32)
    e[0] = rng.random() ** 1.5 * .9 * (chance[0] < .35)
    e[1] = rng.uniform(.2, 1.2) * (chance[1] < .5)
    e[2] = rng.random() * .15 if rng.random() < .93 else rng.uniform(.6, 1)
    e[3] = rng.uniform(-.4, 1) * (chance[2] < .3)
    e[4] = rng.random() * (chance[3] < .2)
    e[5] = rng.random() * (chance[4] < .12 and e[1] == 0)
    return e


def _unit(v):
    return v / np.linalg.norm(v)


def _lights(rng):
    """A key light from above, a fill and a rim light, each a little tinted."""
    def tinted(strength, spread):
        return strength * (1 + rng.normal(0, spread) * np.array([1, 0, -1]))
    key = _unit(rng.normal(0, 1, 3) * [.65, .40, 0] + [0, .50, 1])
    fill = rng.normal(0, 1, 3) * [1, .5, .4]
    fill[2] = abs(fill[2]) * .6 + .1
    rim = np.array([rng.choice([-1, 1]) * rng.uniform(.6, 1), rng.uniform(0, .8), -rng.uniform(.3, .8)])
    colours = [tinted(rng.uniform(.62, 1.0), .06), tinted(rng.uniform(0, .3), .12),
               tinted(rng.uniform(0, .35) * (rng.random() < .4), .12)]
    return dict(light=np.stack([key, _unit(fill), _unit(rim)]), colour=np.stack(colours),
                ambient=tinted(rng.uniform(.20, .42), .07))


def _background(rng):
    base = rng.uniform(.02, .75, 3)
    base = base.mean() + (base - base.mean()) * rng.uniform(.1, .7)
    second = base * rng.uniform(.9, 1.3) + rng.normal(0, .02, 3)
    return dict(background=np.stack([base * rng.uniform(.5, 1), second]).clip(.005, 1),
                background_slope=rng.normal(0, .7, 2), background_noise=rng.uniform(0, .8),
                clothes=rng.uniform(.02, .6, 3))


def sample_view(rng, max_yaw=60.0, wide=0.5):
    """A new view; `wide` is the share of views whose yaw is uniform up to max_yaw."""
    yaw = rng.uniform(-max_yaw, max_yaw) if rng.random() < wide else rng.normal(0, 14)
    pitch = rng.normal(0, 10) if rng.random() < .6 else rng.uniform(-28, 28)
    pose = (float(np.clip(yaw, -max_yaw, max_yaw)), float(np.clip(pitch, -28, 28)), 0.0)
    expression = _expression(rng)
    paint = dict(gaze=(rng.normal(0, .008), rng.normal(0, .004)), teeth=rng.uniform(.75, 1))
    paint.update(_lights(rng), **_background(rng))
    roll = rng.uniform(-20, 20) if rng.random() < .35 else rng.normal(0, 2.5)
    crop = (roll, float(np.exp(rng.normal(0, .03))), tuple(rng.normal(0, .012, 2)))
    return View(pose, expression, paint, 1 / rng.uniform(.09, .2), crop)


def plain_view(pose=(0, 0, 0)):
    """A neutral face under a plain light, without any disturbance of the crop."""
    light = np.stack([_unit(np.array(v, float)) for v in ((.35, .5, 1), (-.6, .1, .5), (0, 1, -.5))])
    paint = dict(gaze=(0, 0), teeth=.9, light=light, colour=np.array([[.85] * 3, [.12] * 3, [0] * 3]),
                 ambient=np.full(3, .3), background=np.full((2, 3), .25), background_slope=(0, 0),
                 background_noise=0, clothes=np.full(3, .2))
    return View(pose, np.zeros(len(head.EXPRESSION_NAMES), np.float32), paint)
