"""Invented people and the ways they are seen, drawn at random from a seed.

A person is a set of numbers: weights of shape fields, pigments, hair. A view is a pose, an expression, a camera,
lights and a background. Nothing here depends on a photograph or on anybody's face.
"""
from dataclasses import dataclass, field

import numpy as np

from .anatomy import AGES, AMOUNTS, ANCESTRIES, SEXES, anatomy

STYLES = "shaved cropped short parted swept fringe bob long tied curly balding".split()
# Shares of STYLES for women and men; age moves men towards the last one.
_SHARES = {False: [.005, .02, .10, .10, .05, .08, .20, .26, .12, .065, 0],
           True: [.05, .10, .26, .18, .14, .08, .01, .03, .02, .07, .06]}
# Hair in linear light: black, dark brown, brown, light brown, dark blond, blond, red, auburn.
HAIR = np.array([[.010, .008, .007], [.022, .013, .009], [.052, .028, .016], [.10, .058, .032],
                 [.19, .125, .068], [.34, .24, .13], [.19, .060, .020], [.085, .028, .013]])
# Irises: dark brown, brown, hazel, green, grey, blue.
IRIS = np.array([[.040, .018, .008], [.10, .045, .018], [.15, .10, .035], [.12, .16, .07], [.20, .24, .26], [.15, .21, .29]])


@dataclass
class Person:
    """One person. Lengths in centimetres, colours in linear light."""
    seed: int
    male: bool
    age: float
    ancestry: np.ndarray                        # african, asian, caucasian; sums to 1
    weights: dict                               # of shape fields
    skin: dict                                  # melanin, blood, yellow, oil, age, freckles, ...
    iris: np.ndarray
    pupil: float
    hair_colour: np.ndarray
    grey: float
    style: str
    hair: dict
    brows: dict
    beard: dict
    lashes: float
    clothes: dict

    def traits(self):
        """Sex (1 male), age in years, melanin, hair's lightness, style's number."""
        return np.array([self.male, self.age, self.skin["melanin"], self.hair_colour.mean(),
                         STYLES.index(self.style)], np.float32)


@dataclass
class View:
    """How a person is seen. Angles in degrees, as head.rotation has them."""
    pose: tuple
    actions: dict
    gaze: tuple
    distance: float                             # camera to face, cm
    crop: tuple = (0.0, 1.0, (0.0, 0.0))        # roll, scale and shift of the crop
    lights: dict = field(default_factory=dict)
    background: dict = field(default_factory=dict)
    grade: dict = field(default_factory=dict)


def _pick(rng, shares):
    shares = np.asarray(shares, float)
    return int(rng.choice(len(shares), p=shares / shares.sum()))


def macro(male, age, ancestry, muscle, weight):
    """Weights of MakeHuman's macro targets, which are products of what a person is: `male`, `muscle`, `weight` 0..1, age in years, ancestry [3]."""
    years = np.interp(age, [11, 25, 90], [0, 1, 2])
    ages = np.maximum(0, 1 - np.abs(np.arange(3) - years))
    amounts = lambda x: np.maximum(0, 1 - np.abs(np.arange(3) - 2 * x))
    sexes = np.array([1 - male, male])
    weights = {}
    for s, sex in enumerate(SEXES):
        for a, years_name in enumerate(AGES):
            share = sexes[s] * ages[a]
            if share <= 0:
                continue
            for m, muscle_name in enumerate(AMOUNTS):
                for w, weight_name in enumerate(AMOUNTS):
                    value = share * amounts(muscle)[m] * amounts(weight)[w]
                    if value > 0:
                        weights[f"universal:{sex}-{years_name}-{muscle_name}-{weight_name}"] = value
            for r, race in enumerate(ANCESTRIES):
                weights[f"ancestry:{race}-{sex}-{years_name}"] = share * ancestry[r]
    return weights


_CALM = {"mouth-trans": .4, "head-age": 0, "eye-height": .5, "eye-push": .5, "eye-scale": .7, "eye-bag": .5, "ear-": .7, "neck-double": .5,
         "head-scale-vert": .6, "nose-trans": .5, "nose-compression": .4, "mouth-scale-vert": .4, "mouth-trans-forward": .5, "eye-trans": .6,
         "forehead-nubian": .5, "nose-septum": .5, "mouth-laugh": .5, "head-fat": .8, "epicanthus": .6}


def _local(rng, spread):
    """Weights of local changes, Gaussian; left and right alike but for a little."""
    weights, sides = {}, {}
    for label in anatomy().labels:
        if not label.startswith("local+:"):
            continue
        name = label[7:]
        side, common = (name[0], name[2:]) if name[:2] in ("l-", "r-") else ("", name)
        calm = next((v for k, v in _CALM.items() if k in name), 1.0)
        if common not in sides:
            sides[common] = rng.normal(0, spread) * calm
        value = float(np.clip(sides[common] + (rng.normal(0, .035) if side else 0), -.85, .85))
        weights[label if value > 0 else label.replace("+", "-", 1)] = abs(value)
    return weights


def _hair(rng, style, curl):
    """Numbers that hair.grow understands, by style."""
    u = rng.uniform
    hair = dict(top=3.0, side=2.0, back=2.0, lift=.35, gravity=.04, comb="crown", part=0.0, curl=0.0, coil=1.2, frizz=.05,
                clump=.35, volume=.5, fringe=0.0, front=u(5.5, 6.9), recede=u(.2, 1.6), count=9000)
    by = dict(
        shaved=dict(top=.12, side=.1, back=.1, lift=1, gravity=0, volume=.05, count=9000, clump=0),
        cropped=dict(top=u(.5, 1.2), side=u(.3, .6), back=.4, lift=.8, gravity=0, volume=.15, count=11000, clump=.1),
        short=dict(top=u(2.5, 4.5), side=u(.8, 2), back=u(.8, 2), comb=rng.choice(["forward", "crown", "messy", "up"]), volume=u(.5, 1.2), lift=u(.3, .7)),
        parted=dict(top=u(6, 9), side=u(1.2, 3.5), back=u(1.5, 3.5), comb="side", part=rng.choice([-1, 1]) * u(2.5, 3.8), volume=u(.8, 1.8), lift=u(.5, .9), gravity=.06, clump=.5),
        swept=dict(top=u(6, 10), side=u(2, 5), back=u(2, 5), comb="back", volume=u(.8, 2.2), lift=u(.5, 1), gravity=.03, clump=.5),
        fringe=dict(top=u(6, 9), side=u(2.5, 6), back=u(3, 6), comb="forward", volume=u(.6, 1.2), lift=.35, gravity=.09, fringe=1.0, clump=.5),
        bob=dict(top=u(17, 22), side=u(12, 18), back=u(11, 17), comb="side", part=rng.choice([-1, 1]) * u(.3, 3.2), volume=u(1, 2.0), lift=u(.3, .6), gravity=.16, fringe=float(rng.random() < .35), count=7500, clump=.5),
        long=dict(top=u(34, 44), side=u(28, 40), back=u(28, 40), comb="side", part=rng.choice([-1, 1]) * u(0, 3), volume=u(.7, 1.8), lift=u(.25, .5), gravity=.18, fringe=float(rng.random() < .25), count=7500, clump=.55),
        tied=dict(top=14, side=12, back=12, comb="tied", volume=u(.25, .5), lift=.1, gravity=0, clump=.4, frizz=.03),
        curly=dict(top=u(3.5, 9), side=u(2.5, 7), back=u(2.5, 7), comb="out", lift=1.0, gravity=.02, curl=u(.18, .45), coil=u(1.6, 3.2), frizz=.35, volume=u(.8, 2), clump=.3, count=11000),
        balding=dict(top=u(1, 3), side=u(.6, 2.5), back=u(.8, 3), volume=.25, lift=.3, count=6500))
    hair.update(by[style])
    if style in ("bob", "long", "fringe", "parted") and curl > .35:
        hair.update(curl=.25 + .55 * curl * u(.5, 1), coil=u(.3, .6) if style == "long" else u(.4, .8), frizz=.02, count=9500, volume=hair["volume"] * 1.3)
    hair["bald"] = u(.75, 1) if style == "balding" else 0.0
    hair["seed"] = int(rng.integers(2 ** 31))
    return hair


def sample_person(rng):
    """A new person."""
    seed, male = int(rng.integers(2 ** 31)), bool(rng.random() < .5)
    age = float(rng.uniform(15, 80))
    ancestry = rng.dirichlet([.45, .45, .45])
    old = float(np.clip((age - 30) / 45, 0, 1))
    sex = np.clip((.92 if male else .08) + rng.normal(0, .07), 0, 1)
    weight = np.clip(rng.normal(.5, .17) + .06 * old, .08, .95)
    weights = macro(sex, age, ancestry, np.clip(rng.normal(.5, .15), .1, .9), weight)
    weights.update(_local(rng, .27))
    melanin = float(np.clip(ancestry @ [1.02, .13, .03] + rng.normal(0, .06), .0, 1.2))
    skin = dict(melanin=melanin, blood=rng.uniform(.7, 1.3), yellow=float(np.clip(ancestry @ [.5, .8, .25] + rng.normal(0, .15), 0, 1)),
                oil=rng.uniform(.35, 1.0), age=old * rng.uniform(.75, 1.1), blotch=rng.uniform(.5, 1.5), spots=rng.random() ** 2 + .8 * old ** 2,
                freckles=float((rng.random() < .3) * rng.random() * (melanin < .22) * (1 - .5 * old)), lips=rng.uniform(.6, 1.2), make_up=0.0,
                circles=rng.uniform(.2, 1) * (.5 + .5 * old))
    if not male and rng.random() < .45:
        skin["make_up"] = rng.uniform(.2, 1)
    dark = np.clip((melanin - .1) / .35, 0, 1)
    shares = np.array([.8 + 8 * dark + 3 * ancestry[1], 2.2, 2.2 * (1 - dark), 2 * (1 - dark) ** 1.5, 7.5 * (1 - dark) ** 2, 7.5 * (1 - dark) ** 3, 1.2 * (1 - dark) ** 2, .6 * (1 - dark) ** 2])
    shares[2:] *= 1 - .85 * ancestry[1]
    if rng.random() < (.1 if male else .3):             # dyed
        shares = np.array([.3, 1, 1.5, 1.5, 1.5, 1.5, .7, 1])
    if melanin > .25:
        shares[4:7] = 0                                 # light hair on dark skin is rare, and would leave a photograph's skin open
    natural = HAIR[_pick(rng, shares)] * np.exp(rng.normal(0, .15))
    grey = float(np.clip((age - 38) / 34 + rng.normal(0, .22), 0, 1)) * (age > 34)
    if not male and rng.random() < .5:
        grey *= .15                                     # dyed
    iris = IRIS[_pick(rng, [3 + 8 * dark + 6 * ancestry[1], 3, 1.3 * (1 - dark), .8 * (1 - dark) ** 2, .8 * (1 - dark) ** 2, 1.6 * (1 - dark) ** 2])]
    style_shares = np.array(_SHARES[male], float)
    if male:
        style_shares[-1] += .22 * old
        style_shares[0] += .05 * old
    style_shares[9] += .5 * ancestry[0] ** 2
    style_shares[1] += .5 * ancestry[0] ** 2 * male
    if not male and age > 50:
        style_shares[2:5] += .12
    style = STYLES[_pick(rng, style_shares)]
    curl = float(np.clip(rng.random() ** 1.5 + .6 * ancestry[0], 0, 1))
    beard = dict(stubble=0.0, length=0.0, moustache=0.0, chin=0.0, cheeks=0.0)
    if male and age > 17:
        kind = _pick(rng, [.34, .30, .14, .08, .08, .06])
        full = rng.uniform(.8, 1) * (1 - .45 * ancestry[1])
        beard["stubble"] = [rng.uniform(0, .25), rng.uniform(.4, 1), .8, .4, .5, .5][kind]
        if kind == 2:
            beard.update(length=rng.uniform(.6, 2.2), moustache=full, chin=full, cheeks=full)
        elif kind == 3:
            beard.update(length=rng.uniform(.6, 1), moustache=full)
        elif kind == 4:
            beard.update(length=rng.uniform(.5, 1.4), moustache=full, chin=full)
        elif kind == 5:
            beard.update(length=rng.uniform(3, 6), moustache=full, chin=full, cheeks=full)
        beard["stubble"] *= 1 - .4 * ancestry[1]
    brows = dict(thick=rng.uniform(.7, 1.25) * (1.15 if male else .8), arch=rng.normal(.1 if male else .3, .15), height=rng.normal(0, .14),
                 dense=rng.uniform(.7, 1.2) * (1.1 if male else 1), dark=rng.uniform(.55, 1.0))
    clothes = dict(colour=np.clip(rng.lognormal(-1.9, 1, 3) * .3 + rng.lognormal(-2, 1), .008, .8), neck=_pick(rng, [3, 1.5, 1.5]), seed=int(rng.integers(1 << 30)),
                   low=rng.uniform(0, 3) + (0 if male else rng.uniform(0, 2)))
    return Person(seed, male, age, ancestry, weights, skin, iris * np.exp(rng.normal(0, .15, 3)), rng.uniform(.16, .26), natural, grey, style,
                  _hair(rng, style, curl), brows, beard, rng.uniform(.35, .7) if male else rng.uniform(.6, 1.2), clothes)


def _expression(rng):
    """Weights of facial actions: mostly calm, often a little smile, sometimes an open mouth."""
    u, e = rng.uniform, {}
    def both(name, value, uneven=.12):
        e[name + "Left"], e[name + "Right"] = (max(0, value * (1 + rng.normal(0, uneven))) for _ in range(2))
    both("eyeWide", u(.15, .45), .05)
    both("mouthSmile", u(.05, .3))
    e["browInnerUp"] = u(0, .2)
    kind = _pick(rng, [.36, .30, .22, .07, .05])
    if kind == 1:
        smile = u(.3, .8)
        both("mouthSmile", smile)
        both("cheekSquint", .3 * smile)
    elif kind == 2:
        smile = u(.6, 1.0)
        both("mouthSmile", smile)
        both("cheekSquint", .35 * smile)
        both("eyeSquint", .1 * smile)
        both("mouthUpperUp", u(.25, .6))
        both("mouthLowerDown", u(.0, .3))
        e["jawOpen"] = u(.05, .2)
    elif kind == 3:
        e["jawOpen"] = u(.08, .4)
    elif kind == 4:
        both("mouthFrown", u(.05, .3))
        both("browDown", u(.1, .5))
        if rng.random() < .5:
            e["mouthPucker"] = u(0, .4)
    if rng.random() < .25:
        e["browInnerUp"] = u(0, .5)
        both("browOuterUp", u(0, .5))
    elif rng.random() < .2:
        both("browDown", u(.1, .5))
    if rng.random() < .015:
        both("eyeBlink", 1.0, 0)
    return e


def _unit(v):
    v = np.asarray(v, float)
    return v / np.linalg.norm(v)


def _tint(rng, spread):
    warm = rng.normal(0, spread)
    return np.array([1 + warm, 1, 1 - 1.15 * warm])


def _lights(rng):
    """A sky, soft lamps and one light with a shadow's edge; directions in the camera's frame."""
    kind = _pick(rng, [.34, .26, .2, .2])               # studio, window, open sky, sun
    side = rng.choice([-1, 1])
    key = _unit([side * rng.uniform(.15, 1.1), rng.uniform(.15, .95), rng.uniform(.5, 1.1)])
    lights = dict(key=key, key_colour=_tint(rng, .05), key_power=rng.uniform(.7, 1.3), key_soft=rng.uniform(.10, .35),
                  sky=_tint(rng, .06) * rng.uniform(.25, .5), ground=_tint(rng, .08) * rng.uniform(.08, .25), lamps=[])
    lamp = lambda direction, power, wide, tint=.05: lights["lamps"].append((_unit(direction), _tint(rng, tint) * power, wide))
    if kind == 0:
        lamp([-side * rng.uniform(.4, 1.2), .2, .8], rng.uniform(.1, .6), .5)
        if rng.random() < .6:
            lamp([-side * 1, rng.uniform(0, .8), -.8], rng.uniform(.5, 1.6), .3, .1)
    elif kind == 1:
        lights.update(key_power=rng.uniform(.15, .4), key_soft=.4)
        lamp([side * 1.0, .25, rng.uniform(.2, .8)], rng.uniform(1.2, 2.2), .55)
    elif kind == 2:
        lights.update(key_power=rng.uniform(.1, .35), key_soft=.4, sky=_tint(rng, .05) * rng.uniform(.6, .95), ground=_tint(rng, .08) * rng.uniform(.2, .4))
        lamp([0, .8, .8], rng.uniform(.3, .8), .8)
    else:
        lights.update(key_power=rng.uniform(1.1, 1.7), key_soft=.035, key_colour=np.array([1.06, 1, .88]),
                      sky=np.array([.85, .98, 1.15]) * rng.uniform(.3, .55), ground=np.array([1.1, 1, .85]) * rng.uniform(.12, .35))
        key[1] = abs(key[1])
    return lights


def _background(rng):
    kind = _pick(rng, [.45, .55])                       # plain, out of focus
    base = np.clip(rng.lognormal(-1.6, .9) * (1 + rng.normal(0, .18, 3)), .005, .9)
    return dict(kind=kind, base=base, slope=rng.normal(0, .5, 2), seed=int(rng.integers(1 << 30)), spread=rng.uniform(.3, 1.1), colour=rng.uniform(.1, .55))


def sample_view(rng, max_yaw=60.0, wide=.5):
    """A new view; `wide` is the share of views whose yaw is uniform up to max_yaw."""
    yaw = rng.uniform(-max_yaw, max_yaw) if rng.random() < wide else rng.normal(0, 14)
    pitch = rng.normal(0, 9) if rng.random() < .6 else rng.uniform(-25, 25)
    roll = rng.uniform(-20, 20) if rng.random() < .3 else rng.normal(0, 2.5)
    pose = (float(np.clip(yaw, -max_yaw, max_yaw)), float(np.clip(pitch, -25, 25)), 0.0)
    gaze = (float(-.9 * pose[0] + rng.normal(0, 3)) if rng.random() < .75 else float(rng.normal(0, 9)), float(-.7 * pose[1] + rng.normal(0, 2.5)))
    gaze = tuple(np.clip(gaze, [-30, -18], [30, 18]))
    grade = dict(exposure=rng.normal(0, .16), contrast=rng.uniform(.98, 1.25), saturation=rng.uniform(.85, 1.12), balance=_tint(rng, .025), noise=rng.uniform(.002, .012),
                 blur=rng.uniform(0, .5), vignette=rng.uniform(0, .15))
    actions, look = _expression(rng), gaze[1] / 160
    for side in ("Left", "Right"):                      # the lids follow the eyes
        actions[("eyeLookUp" if look > 0 else "eyeLookDown") + side] = abs(float(look))
    return View(pose, actions, gaze, float(rng.uniform(80, 200)), (float(roll), float(np.exp(rng.normal(0, .03))), tuple(rng.normal(0, .012, 2))),
                _lights(rng), _background(rng), grade)


def plain_view(pose=(0, 0, 0)):
    """A neutral face in plain light, without any disturbance of the crop."""
    lights = dict(key=_unit([.5, .55, 1]), key_colour=np.ones(3), key_power=.7, key_soft=.2, sky=np.full(3, .4), ground=np.full(3, .15),
                  lamps=[(_unit([-1, .2, .6]), np.full(3, .35), .5)])
    background = dict(kind=0, base=np.full(3, .2), slope=np.zeros(2), seed=0, spread=.3, colour=0.0)
    grade = dict(exposure=0.0, contrast=1.0, saturation=1.0, balance=np.ones(3), noise=.003, blur=.2, vignette=.05)
    return View(pose, {"eyeWideLeft": .15, "eyeWideRight": .15}, (0.0, 0.0), 140.0, lights=lights, background=background, grade=grade)
