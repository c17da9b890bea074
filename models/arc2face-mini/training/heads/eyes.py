"""Eyeballs and teeth: meshes that belong to a coarse shape, and their colours."""
import numpy as np

from .anatomy import anatomy
from .draw import noise
from .hair import smooth

RINGS, SEGMENTS = 22, 36
IRIS = .40                                      # half-angle of the iris, radians
_t = np.concatenate([np.linspace(0, .75, 15), np.linspace(.85, 2.2, RINGS - 15)])
_p = np.linspace(0, 2 * np.pi, SEGMENTS, endpoint=False)
BALL = np.stack([np.sin(_t)[:, None] * np.cos(_p), np.sin(_t)[:, None] * np.sin(_p), np.cos(_t)[:, None] * np.ones_like(_p)], -1).reshape(-1, 3)
_i = np.arange(RINGS - 1)[:, None] * SEGMENTS + np.arange(SEGMENTS)
_j = np.arange(RINGS - 1)[:, None] * SEGMENTS + (np.arange(SEGMENTS) + 1) % SEGMENTS
BALL_TRIANGLES = np.concatenate([np.stack([_i, _i + SEGMENTS, _j], -1).reshape(-1, 3), np.stack([_j, _i + SEGMENTS, _j + SEGMENTS], -1).reshape(-1, 3)])


def centres(coarse):
    """Centres [2, 3] (viewer's left first) and radii [2] of the eyeballs."""
    numbers = np.unique(anatomy().parts["eyes"])
    side = anatomy().template[numbers, 0] > 0
    found = []
    for right in (False, True):
        points = coarse[numbers[side == right]]
        low, high = points.min(0), points.max(0)
        found.append(((low + high) / 2, (high - low)[:2].mean() / 2))
    return np.stack([f[0] for f in found]), np.array([f[1] for f in found])


def turn(gaze):
    """The rotation of both eyes: degrees to picture right and up."""
    a, b = np.radians(gaze)
    return (np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
            @ np.array([[1, 0, 0], [0, np.cos(b), np.sin(b)], [0, -np.sin(b), np.cos(b)]]))


def balls(coarse, gaze):
    """(vertices, triangles, local directions) of both eyeballs, with the cornea's bulge."""
    places, radii = centres(coarse)
    bulge = 1 + .085 * np.exp(-(np.arccos(np.clip(BALL[:, 2], -1, 1)) / .36) ** 4)
    vertices, triangles, local = [], [], []
    for k, (place, radius) in enumerate(zip(places, radii)):
        converge = turn((gaze[0] + (1.2 if k == 0 else -1.2), gaze[1]))
        vertices.append(place + (BALL * bulge[:, None] * radius * .985) @ converge.T)
        triangles.append(BALL_TRIANGLES + k * len(BALL))
        local.append(BALL * [1 if k else -1, 1, 1])
    return np.concatenate(vertices), np.concatenate(triangles), np.concatenate(local)


def colour(person, local):
    """(reflectance [n, 3], share of cornea [n]) of points given by their direction in the eye."""
    local = local / np.linalg.norm(local, axis=1, keepdims=True)
    angle = np.arccos(np.clip(local[:, 2], -1, 1))
    around = np.arctan2(local[:, 1], local[:, 0])
    ring = np.stack([np.cos(around) * 3, np.sin(around) * 3, angle * 2], 1)
    fibres = noise(ring, 5.0, person.seed) * .5 + noise(ring, 11.0, person.seed + 1) * .5
    r = angle / IRIS
    pupil = person.pupil / .58
    iris = person.iris * .75 * (1 + .45 * fibres[:, None])
    iris = iris * (1 + .55 * np.exp(-((r - pupil - .18) / .16) ** 2))[:, None]          # the paler collar
    iris = iris * (1 - .75 * smooth(.78, 1.0, r))[:, None]                              # the limbal ring
    iris = iris * smooth(pupil - .06, pupil + .06, r)[:, None] + .003
    veins = smooth(.35, .9, noise(local * [1, 3, 1], 6.0, person.seed + 2)) * smooth(.6, 1.2, angle)
    white = np.array([.44, .41, .39]) * np.exp(-veins[:, None] * np.array([.05, .25, .22])) * np.exp(-.12 * smooth(.6, 1.3, angle)[:, None] * [0, .6, .7])
    white = white * np.exp(-.35 * person.skin["melanin"] * np.array([.15, .3, .5])) * (1 - .06 * person.skin["age"])
    edge = smooth(1.05, .93, r)[:, None]
    return white + (iris - white) * edge, smooth(1.15, 1.0, r)


def mouth_colour(person, home):
    """Reflectance [n, 3] of teeth and gums, by the place on the neutral head."""
    x, y = home[:, 0], home[:, 1]
    upper = y > -6.55
    across = np.sign(x) * (np.abs(x) ** .96)
    width = np.where(np.abs(across) < .9, .88, .72)
    gap = np.abs(across / width) % 1
    gap = np.minimum(gap, 1 - gap)
    tooth = np.array([.66, .60, .49]) * np.exp(-.25 * person.skin["age"] * np.array([.25, .5, .95]))
    result = tooth * (1 - .22 * np.exp(-(gap / .06) ** 2))[:, None]
    rim = np.where(upper, -5.05 - .10 * np.cos(across / width * 2 * np.pi), -8.2)
    gum = smooth(-.12, .06, np.where(upper, y - rim, rim - y))
    return result + (np.array([.30, .10, .09]) - result) * gum[:, None]
