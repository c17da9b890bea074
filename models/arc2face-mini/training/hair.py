"""Geometry beyond the bare head: hair that stands off the scalp, loose strands, long hair, a bun, glasses.

All of it is in the head frame and follows the person's own head. Meshes are (vertices [n, 3], triangles).
"""
import numpy as np
from scipy.spatial import cKDTree

import head

STEPS = 7                       # points along a strand
_angle = np.arctan2(head.MEAN[:, 0], head.MEAN[:, 2])


def grid_triangles(rows, columns):
    """Triangles of an open grid of rows x columns vertices."""
    i = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = (q.ravel() for q in (i[:-1, :-1], i[:-1, 1:], i[1:, :-1], i[1:, 1:]))
    return np.concatenate([np.stack([a, c, b], 1), np.stack([b, c, d], 1)])


def weights(person):
    """How much of each vertex of the head is under hair, 0..1; the line of hairline() in headrender.c."""
    paint, around = person.paint, np.abs(_angle)
    line = paint["line_front"] + (paint["line_temple"] - paint["line_front"]) * head.smooth(.35, .95, around)
    line = line + (paint["line_side"] - line) * head.smooth(.98, 1.32, around)
    line = line + (-.36 - line) * head.smooth(1.75, 2.1, around)
    share = head.smooth(line - .005, line + .09, head.MEAN[:, 1])
    share[head.SKULL:] = 0
    return share * (1 - paint.get("bald", 0) * head.smooth(.2, .34, head.MEAN[:, 1]))


def raise_scalp(person, vertices, normals, share):
    """The head with its hair's volume: fuller on top and away from the parting, in uneven locks."""
    rng = np.random.default_rng(person.hair_seed)
    waves = sum(rng.uniform(.3, 1) * np.sin(k * _angle + rng.uniform(0, 6) + head.MEAN[:, 1] * rng.uniform(-9, 9))
                for k in (3, 5, 8, 13))
    curls = rng.normal(0, 1, len(vertices)) * (person.style == "curly")
    top = 1 + .5 * head.smooth(.15, .45, head.MEAN[:, 1])
    part = 1 - .35 * np.exp(-((head.MEAN[:, 0] - person.parting) / .03) ** 2) * (head.MEAN[:, 1] > .3)
    lift = share * person.volume * top * part * (1 + .13 * waves + .09 * curls)
    return vertices + normals * lift[:, None].astype(np.float32)


def _ribbons(paths, sides, widths):
    """Paths [n, steps, 3] with side vectors and widths [n, steps] to (vertices, triangles, tangents)."""
    n, steps = paths.shape[:2]
    half = sides * widths[..., None] / 2
    vertices = np.stack([paths - half, paths + half], 2).reshape(-1, 3)
    tangents = np.gradient(paths, axis=1)
    tangents /= np.linalg.norm(tangents, axis=-1, keepdims=True) + 1e-9
    i = (np.arange(n)[:, None] * steps + np.arange(steps - 1)).ravel() * 2
    triangles = np.concatenate([np.stack([i, i + 2, i + 1], 1), np.stack([i + 1, i + 2, i + 3], 1)])
    return vertices, triangles, np.repeat(tangents.reshape(-1, 3), 2, 0)


def _unit(v):
    return v / (np.linalg.norm(v, axis=-1, keepdims=True) + 1e-9)


class Strands:
    """Loose strands combed over the scalp: (vertices, triangles, tangents, normals, brightness)."""

    def __init__(self, person, scalp, normals, share):
        self.person, self.rng = person, np.random.default_rng([person.hair_seed, 1])
        self.scalp, self.normals, self.share = scalp[:head.SKULL], normals[:head.SKULL], share[:head.SKULL]
        hairy = np.flatnonzero(self.share > .02)
        self.tree, self.hairy = cKDTree(self.scalp[hairy]), hairy

    def _roots(self, count):
        inside = np.flatnonzero(self.share > .45)
        spacing = np.abs(np.gradient(_angle[inside]))       # columns are denser in front
        chance = np.clip(spacing, .01, .2) / np.clip(spacing, .01, .2).sum()
        return self.rng.choice(inside, count, p=chance)

    def _flow(self, points, normals):
        """Combing direction along the scalp: down, out from the parting, and the way it was combed."""
        away = np.sign(points[:, :1] - self.person.parting) * np.array([[.6, 0, 0]])
        wish = np.array([[0, -1.0, 0]]) + away + np.array([self.person.comb])
        wish = wish + self.rng.normal(0, .22 + 1.5 * (self.person.style == "curly"), points.shape)
        return _unit(wish - normals * (wish * normals).sum(1, keepdims=True))

    def mesh(self, count):
        """Grows `count` strands from roots to tips, staying on the hair's surface."""
        person, roots = self.person, self._roots(count)
        step = person.length * self.rng.uniform(.5, 1.2, (count, 1)) / (STEPS - 1)
        lift = self.rng.uniform(.0, .25, count) * person.volume + .003
        phase, wave = self.rng.uniform(0, 6, count), person.paint["curl"] * .012
        points, near = self.scalp[roots].astype(float), roots
        paths, outward, direction = [], [], None
        for k in range(STEPS):
            normals = self.normals[near]
            flow = self._flow(points, normals)
            direction = flow if direction is None else _unit(direction + .6 * flow)
            arch = lift * (1 + .8 * k / STEPS) + person.volume * .12 * (k == STEPS - 1)
            sway = np.cross(direction, normals) * (wave * np.sin(phase + 1.7 * k))[:, None]
            paths.append(points + normals * arch[:, None] + sway)
            outward.append(normals)
            points = points + direction * step
            distance, found = self.tree.query(points)
            near = self.hairy[found]
            gap = ((points - self.scalp[near]) * self.normals[near]).sum(1, keepdims=True)
            points = points - self.normals[near] * gap
            points = np.where((distance > .05)[:, None], paths[-1] - normals * arch[:, None], points)
        paths, outward = np.stack(paths, 1), np.stack(outward, 1)
        taper = np.array([.7, 1, 1, .95, .8, .55, .12])
        widths = self.rng.uniform(.008, .020, (count, 1)) * taper
        tangent = _unit(np.gradient(paths, axis=1))
        vertices, triangles, tangents = _ribbons(paths, np.cross(tangent, outward), widths)
        lock = self.rng.uniform(.15, .95, (count, 1)) * np.linspace(.75, 1.05, STEPS)
        normals = np.repeat(outward.reshape(-1, 3), 2, 0)
        return vertices, triangles, tangents, normals, np.repeat(lock.ravel(), 2)


def _long_surface(person, angles, heights):
    """Points [rows, columns, 3] of the sheet that long hair hangs in."""
    coefficient = dict(zip(head.IDENTITY_NAMES, person.identity))
    extra = .030 * coefficient["face_width"] + .0125 * coefficient["forehead_width"] + .6 * person.volume
    down = -heights
    side = np.interp(down, [-.45, -.38, -.3, -.2, -.1, 0, .2, .8], [.215, .285, .325, .348, .356, .352, .345, .335])
    back = np.interp(down, [-.45, -.3, -.1, .1, .3, .8], [.28, .40, .44, .425, .37, .33]) + .6 * person.volume
    front = np.interp(down, [-.45, -.3, -.1, .1, .8], [.25, .36, .40, .36, .30])
    side = (side + extra + .05 * head.smooth(.1, -.45, heights) * person.paint["curl"])[:, None]
    s, c = np.sin(angles), np.cos(angles)
    deep = np.where(c > 0, front[:, None], back[:, None])
    radius = 1 / ((np.abs(s) / side) ** 2.3 + (np.abs(c) / deep) ** 2.3) ** (1 / 2.3)
    locks = .022 * np.sin(angles * 9 + heights[:, None] * 7 + person.parting * 50)
    locks = locks + .016 * np.sin(angles * 23 + 5 * np.sin(heights[:, None] * 9 + person.hair_seed % 7))
    radius = radius * (1 + locks * head.smooth(.25, -.3, heights)[:, None])
    return np.stack([radius * s, np.broadcast_to(heights[:, None], radius.shape), radius * c], -1)


def _opening(person, heights):
    """Half the angle of the sheet's opening over the face, by height."""
    half = np.radians(60 + 20 * (person.hair_seed % 100) / 100)
    return half * (.75 + .25 * head.smooth(.40, .05, heights)) - .10 * head.smooth(-.1, -.5, heights)


def long_sheet(person):
    """The body of long hair (vertices, triangles)."""
    heights = np.concatenate([np.linspace(.40, 0, 8), np.linspace(-.05, person.long_end, 10)])
    opening, t = _opening(person, heights)[:, None], np.linspace(0, 1, 40)
    points = _long_surface(person, opening + t * (2 * np.pi - 2 * opening), heights)
    return points.reshape(-1, 3), grid_triangles(*points.shape[:2])


def long_strands(person, count):
    """Strands in front of and below the sheet, so that its outline is not cut with scissors."""
    rng = np.random.default_rng([person.hair_seed, 2])
    top, end = rng.uniform(.05, .36, count), person.long_end - rng.normal(.01, .035, count)
    t = np.linspace(0, 1, STEPS)
    heights = top[:, None] + (end - top)[:, None] * t
    around = rng.beta(.7, .7, count)[:, None]               # most of them near the face
    paths = []
    for k in range(STEPS):
        opening = _opening(person, heights[:, k])[:, None]
        angles = opening - .06 + around * (2 * np.pi - 2 * opening + .12)
        wave = person.paint["curl"] * .10 * np.sin(4.5 * k + 20 * around)
        paths.append(_long_surface(person, angles + wave, heights[:, k])[:, 0] * [1.012, 1, 1.012])
    paths = np.stack(paths, 1) + rng.normal(0, .004, (count, STEPS, 3))
    outward = _unit(paths * [1, 0, 1])
    widths = rng.uniform(.012, .028, (count, 1)) * np.array([.6, 1, 1, 1, .9, .6, .12])
    vertices, triangles, tangents = _ribbons(paths, np.cross(_unit(np.gradient(paths, axis=1)), outward), widths)
    lock = rng.uniform(.2, .95, (count, 1)) * np.linspace(.85, 1.05, STEPS)
    return vertices, triangles, tangents, np.repeat(outward.reshape(-1, 3), 2, 0), np.repeat(lock.ravel(), 2)


def bun(person):
    """A knot of hair on the back of the crown (vertices, triangles)."""
    u, v = np.linspace(0, 2 * np.pi, 22), np.linspace(0, np.pi, 12)
    radius = .085 + .05 * (person.hair_seed % 97) / 97
    ripple = radius * (1 + .05 * np.sin(6 * u[None] + 4 * v[:, None]))
    ball = np.stack([ripple * np.sin(v)[:, None] * np.sin(u), ripple * np.cos(v)[:, None] * np.ones_like(u),
                     ripple * np.sin(v)[:, None] * np.cos(u)], -1)
    high = (person.hair_seed % 5) / 5
    centre = np.array([0, .25 + .27 * high, -.46 + .24 * high])
    return (ball + centre).reshape(-1, 3), grid_triangles(len(v), len(u))


def _tube(points, closed, start):
    """A thin three-sided tube along points (vertices, triangles numbered from start)."""
    points, radius = np.asarray(points), .0065
    n = len(points)
    vertices = np.concatenate([points + [0, radius, 0], points + [radius * .7, -radius * .5, .004],
                               points + [-radius * .7, -radius * .5, -.004]])
    triangles = []
    for i in range(n if closed else n - 1):
        j = (i + 1) % n
        for a, b in ((0, 1), (1, 2), (2, 0)):
            a, b = start + a * n, start + b * n
            triangles += [[a + i, a + j, b + i], [a + j, b + j, b + i]]
    return vertices, triangles


def glasses(person, vertices):
    """Rims, bridge and arms of glasses that sit on a head (vertices, triangles)."""
    marks = head.landmarks(vertices)
    left, right = marks[36:42].mean(0), marks[42:48].mean(0)
    z, (radius, tall) = max(left[2], right[2]) + .055, person.glasses
    t = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    lines = []
    for eye in (left, right):
        side = np.sign(eye[0])
        x = np.sign(np.cos(t)) * np.abs(np.cos(t)) ** (2 / 2.8) * radius * 1.12
        y = np.sign(np.sin(t)) * np.abs(np.sin(t)) ** (2 / 2.8) * radius * tall
        lines.append((np.stack([eye[0] + x, eye[1] - .006 + y, z - .15 * np.maximum(x * side, 0)], 1), True))
        hinge = eye[0] + side * radius * 1.12
        lines.append(([[hinge, eye[1] + .01, z - .012], [side * .335, eye[1] + .012, .12],
                       [side * .345, eye[1] + .005, -.03]], False))
    lines.append(([[left[0] + radius * 1.1, left[1] + .01, z], [0, left[1] + .018, z + .012],
                   [right[0] - radius * 1.1, right[1] + .01, z]], False))
    parts, triangles, start = [], [], 0
    for points, closed in lines:
        part, found = _tube(points, closed, start)
        parts.append(part)
        triangles += found
        start += len(part)
    return np.concatenate(parts), np.array(triangles)
