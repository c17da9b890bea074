"""Skin by procedure: two pigments that vary over the face, fine relief that grows with age, oil.

All is a function of where a point lies on the neutral head (anatomy's canonical vertices, centimetres).
Colours are reflectances in linear light.
"""
import numpy as np

from .draw import noise
from .hair import beard_region, brow_region, scalp, smooth

BARE = np.array([.66, .435, .325])              # skin with hardly any melanin
MELANIN = np.array([1.75, 2.05, 2.45])          # absorption of melanin 1
BLOOD = np.array([.10, .52, .46])               # of haemoglobin 1 above the average
YELLOW = np.array([0, .03, .17])                # of carotene and the like
LIP = np.array([.20, .70, .58])


def _bump(d, s):
    return np.exp(-(d / s) ** 2)


def vertex_maps(person, canonical, masks):
    """Slow maps per vertex of the body: blood, melanin, oil, stubble, brow, scalp, lips; an [n, 7] array."""
    skin = person.skin
    x, y, z = np.abs(canonical[:, 0]), canonical[:, 1], canonical[:, 2]
    front = smooth(-5, 0, z)
    cheeks = _bump(x - 4.0, 2.0) * _bump(y + 3.6, 2.1) * front
    nose = _bump(x, 1.6) * _bump(y + 3.9, 1.5) * smooth(1.5, 3, z)
    around_nose = _bump(x - 1.9, .8) * _bump(y + 4.3, .9) * front
    chin = _bump(x, 2.2) * _bump(y + 9.6, 1.4) * front
    under_eye = _bump(x - 2.9, 1.7) * _bump(y + 1.25 - .06 * (x - 3) ** 2, .55) * front
    inner_eye = _bump(x - 1.35, .6) * _bump(y - .3, .9) * front
    lids = masks["lids"]
    ears = masks["ears"] * smooth(6.5, 7.6, x)
    blood = (.55 * cheeks + .85 * nose + .6 * around_nose + .3 * chin + .9 * ears + .35 * lids + .25 * under_eye) * skin["blood"] * .62
    blood -= .18 * smooth(3, 6, y) * front
    blood += .35 * skin["make_up"] * _bump(x - 5.0, 1.6) * _bump(y + 2.6, 1.4) * front
    melanin = .05 * skin["circles"] * (under_eye + inner_eye) + .05 * lids + .02 * skin["age"] * smooth(3, 7, y) * front
    lips = masks["lips"]
    melanin = melanin + .10 * lips * smooth(.3, .6, skin["melanin"])
    oil = .45 * smooth(2.2, .5, x) * smooth(3, 5, y) * front + .8 * nose + .35 * cheeks + .4 * chin + .25 * front
    stubble = beard_region("all") * person.beard["stubble"]
    return np.stack([blood, melanin, oil, stubble, brow_region(person.brows)[0], scalp(person.hair), lips], 1).astype(np.float32)


def albedo(person, canonical, maps):
    """Reflectance [n, 3] of points with their interpolated vertex_maps."""
    skin, seed = person.skin, person.seed
    blood, melanin, oil, stubble, brow, hair, lips = maps.T
    c = canonical
    slow, middle, fine = noise(c, .28, seed), noise(c, .8, seed + 1), noise(c, 2.6, seed + 2)
    tiny = noise(c, 7.0, seed + 3)
    blood = blood + skin["blotch"] * (.10 * slow + .10 * middle + .07 * fine)
    melanin = skin["melanin"] + melanin + .018 * middle + .012 * fine * (1 + skin["age"])
    front = smooth(-6, -1, c[:, 2])
    if skin["freckles"] > 0:
        where = _bump(np.abs(c[:, 0]) - 2.6, 3.0) * _bump(c[:, 1] + 2.8, 2.6) * front
        melanin = melanin + .22 * skin["freckles"] * where * smooth(.35, .7, noise(c, 6.5, seed + 4))
    if skin["spots"] > .1:
        melanin = melanin + .07 * skin["spots"] * smooth(.62, .85, noise(c, 1.3, seed + 5) + .15 * fine) * (skin["melanin"] < .4)
    blood = blood + .8 * smooth(.86, .95, noise(c, 1.1, seed + 6)) * skin["blotch"] * .5
    shade = melanin[:, None] * MELANIN + blood[:, None] * BLOOD * (1 - .55 * np.clip(skin["melanin"], 0, 1)) + skin["yellow"] * YELLOW
    result = BARE * np.exp(-shade) * (1 + .05 * tiny)[:, None]
    lip = result * np.exp(-LIP * skin["lips"] * (1 - .45 * np.clip(skin["melanin"], 0, 1)))
    if skin["make_up"] > .35:
        tone = np.random.default_rng(seed + 9)
        paint = np.array([.30, .035, .05]) * tone.uniform(.5, 1.3, 3) * (1.2 - .6 * skin["melanin"])
        lip = lip + (paint - lip) * .6 * skin["make_up"]
    lip = lip * (1 - .12 * smooth(.1, .8, fine))[:, None]
    result = result + (lip - result) * (smooth(.15, .85, lips + .12 * fine * (lips > .02)) * .9)[:, None]
    blue = person.hair_colour * .5 + result * np.array([.36, .40, .46])
    result = result + (blue - result) * (np.clip(stubble, 0, 1) * (.42 + .16 * fine))[:, None]
    under = person.hair_colour * .55 + result * .28
    result = result + (under - result) * (np.clip(brow, 0, 1) * .50 * np.clip(person.brows["dense"], 0, 1.1))[:, None]
    thick = {"shaved": .62, "cropped": .85, "balding": .75}.get(person.style, .93)
    root = person.hair_colour * (.55 + .2 * fine)[:, None] * (1 - .5 * person.grey) + .16 * person.grey
    root = root * (1 - .15) + result * .12
    return result + (root - result) * (hair * thick)[:, None]


def relief(person, canonical, maps):
    """Height [n] in centimetres of pores, folds and wrinkles."""
    skin, seed, c = person.skin, person.seed, canonical
    age = skin["age"]
    x, y = np.abs(c[:, 0]), c[:, 1]
    lips = maps[:, 6]
    front = smooth(-4, -.5, c[:, 2])
    height = (.0045 + .006 * age) * noise(c, 3.0, seed + 20) + (.003 + .004 * age) * noise(c, 6.5, seed + 21) + .0022 * noise(c, 13.0, seed + 22)
    wave = noise(c * [.5, .2, .5], .5, seed + 23)
    brow_lines = np.sin((y + .5 * wave + .04 * x ** 2) * 2 * np.pi / 1.05)
    height = height - .045 * age * np.maximum(0, brow_lines) ** 3 * smooth(3.3, 4.2, y) * smooth(6.8, 5.8, y) * smooth(5.2, 3, x) * (.6 + .6 * wave) * front
    angle = np.arctan2(y + .1, x - 3.1)
    away = np.hypot(y + .1, x - 3.1)
    crow = np.maximum(0, np.cos(angle * 9 + 2 * wave)) ** 4
    height = height - .042 * age * crow * smooth(1.75, 2.2, away) * smooth(3.6, 2.5, away) * smooth(1.0, .6, np.abs(angle)) * front
    bag = np.abs(away - 1.75 - .15 * wave) * (y < 0)
    height = height - .055 * age * _bump(bag, .14) * smooth(0, -.4, y) * smooth(5, 4.2, x) * front
    fold = x - (2.0 + .42 * np.clip(-4.2 - y, 0, 5) - .03 * np.clip(-4.2 - y, 0, 5) ** 2)
    height = height - (.02 + .10 * age) * _bump(fold, .20) * smooth(-3.7, -4.4, y) * smooth(-8.4, -6.8, y) * front
    mouth_lines = np.maximum(0, np.sin(c[:, 0] * 9 + 2 * wave)) ** 2
    height = height - .02 * age * mouth_lines * (smooth(-4.9, -5.2, y) * smooth(-6.2, -5.6, y)) * smooth(2.5, 1.5, x) * front * (1 - lips)
    height = height + .008 * lips * np.sin(c[:, 0] * 22 + 3 * noise(c, 2, seed + 25))
    frown = _bump(x - .55 - .1 * wave, .16) * smooth(.9, 1.6, y) * smooth(3.4, 2.4, y)
    return height - .05 * max(0, age - .2) * frown * front
