"""Strands: hair on the scalp, brows, beard and lashes, grown on the person's own head.

A strand is a path of points. It starts at a root, a point of a triangle of the body, and follows it in every view.
Regions are drawn once, on the neutral head (anatomy's canonical vertices, centimetres, origin between the eyes).
"""
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from .anatomy import anatomy
from .draw import noise, normals

CENTRE = np.array([0, 2.0, -7.0])               # of the neutral skull
CROWN = np.array([.6, 11.0, -11.5])             # the whorl


def smooth(a, b, x):
    """Hermite step from 0 at a to 1 at b."""
    t = np.clip((x - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


def unit(v):
    return v / (np.linalg.norm(v, axis=-1, keepdims=True) + 1e-9)


@dataclass
class Strands:
    """Paths [n, k, 3] on the neutral person, roots, and per strand a colour [n, 3]; widths [n, k] in centimetres."""
    paths: np.ndarray
    triangles: np.ndarray
    weights: np.ndarray
    colours: np.ndarray
    widths: np.ndarray
    moving: bool                                # follows the skin's expression

    def __post_init__(self):
        for name in ("paths", "weights", "colours", "widths"):
            setattr(self, name, np.ascontiguousarray(getattr(self, name), np.float32))

    def roots(self, vertices):
        """Where the roots are on a body [n, 3]."""
        return (vertices[anatomy().triangles[self.triangles]] * self.weights[..., None]).sum(1)


def scalp(hair):
    """How much hair grows at each vertex of the body, 0..1."""
    c = anatomy().canonical
    x, y, z = np.abs(c[:, 0]), c[:, 1], c[:, 2]
    around = np.arctan2(x, z - CENTRE[2])
    front, recede = hair["front"], hair["recede"]
    line = np.interp(around, [0, .35, .62, .80, 1.0, 1.22, 1.36, 1.75, 1.95, 2.25, 3.15],
                     [front, front + .1, front + recede, front - .6 + .5 * recede, 3.0, -1.6, 1.6, 1.6, -2.5, -6.2, -7.6])
    edge = noise(c, .9, hair["seed"]) * .35
    weight = smooth(-.25, .45, y + edge - line)
    weight *= ~((anatomy().masks["ears"] > .5) & (x > 7.2) & (y < .8)) * (y > -9) * (c[:, 2] < 3)
    if hair["bald"] > 0:
        top = smooth(5.6, 7.2, y + .15 * (z + 14)) * smooth(-15.5, -13, z)
        weight *= 1 - hair["bald"] * top
    return weight


def beard_region(kind):
    """Where beard of a kind (all, moustache, chin, cheeks) grows at each vertex, 0..1."""
    c = anatomy().canonical
    x, y, z = np.abs(c[:, 0]), c[:, 1], c[:, 2]
    skin = (1 - anatomy().masks["lips"]) * (1 - anatomy().masks["mouth"]) * (z > -7.5) * (y > -13.5)
    edge = noise(c, 1.2, 5) * .3
    moustache = smooth(3.1, 1.9, x) * smooth(-4.3, -5.0, y + edge * .5 + .2 * x) * smooth(-6.9, -6.3, y) * (z > .5)
    chin = smooth(3.1, 2.3, x) * smooth(-7.6, -8.1, y) * smooth(-12.2, -11.0, y)
    line = np.interp(x, [0, 2.6, 4.5, 6.2, 7.2], [-7.6, -6.6, -5.2, -3.2, -.5])
    cheeks = smooth(.4, -.5, y + edge - line) * smooth(-12.8, -11.2, y + .35 * np.maximum(0, -z)) * smooth(1.6, 2.6, x + 9 * (y < -8))
    whole = {"moustache": moustache, "chin": chin, "cheeks": np.maximum(cheeks, 0)}
    whole["all"] = np.maximum(np.maximum(moustache, chin), cheeks)
    return whole[kind] * skin


def brow_region(brows):
    """Where brows grow at each vertex, 0..1, and how far along they are (0 at the nose)."""
    c = anatomy().canonical
    x, y = np.abs(c[:, 0]), c[:, 1]
    t = (x - 1.05) / 4.3
    middle = 1.75 + brows["height"] + .55 * t + (.9 + brows["arch"]) * t * (1 - t) - .75 * np.maximum(0, t - .55) * 1.6
    thick = .30 * brows["thick"] * (1 - .72 * np.clip(t, 0, 1) ** 2)
    return smooth(thick + .12, thick - .22, np.abs(y - middle)) * smooth(-.06, .10, t) * smooth(1.02, .88, t) * (c[:, 2] > -1.5), t


def _roots(rng, vertices, density, count):
    """(triangles [n], corner weights [n, 3]) of random points, as dense as `density` per vertex says."""
    t = anatomy().triangles
    corner = vertices[t]
    area = np.linalg.norm(np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]), axis=1)
    likely = np.cumsum(area * density[t].mean(1))
    if likely[-1] <= 0:
        return np.zeros(0, int), np.zeros((0, 3))
    chosen = np.searchsorted(likely, rng.random(count) * likely[-1]).clip(0, len(t) - 1)
    a, b = rng.random((2, count))
    flip = a + b > 1
    a, b = np.where(flip, 1 - a, a), np.where(flip, 1 - b, b)
    return chosen, np.stack([1 - a - b, a, b], 1)


def _at(values, triangles, weights):
    corners = values[anatomy().triangles[triangles]]
    return (corners * weights.reshape(weights.shape + (1,) * (corners.ndim - 2))).sum(1)


def _greyed(person, colours, rng, part=1.0):
    """Colours [n, 3] of which a share has turned grey, most of them in part."""
    if person.grey <= 0:
        return colours
    share = np.clip(rng.normal(person.grey * part, .22, (len(colours), 1)), 0, 1) * min(1, 2.5 * person.grey)
    grey = np.array([.20, .195, .188]) * np.exp(rng.normal(0, .15, (len(colours), 1)))
    return colours + (grey - colours) * share


class Surface:
    """The nearest point of a coarse copy of the body, to keep strands outside."""

    def __init__(self, vertices, vertex_normals):
        keep = np.arange(0, len(vertices), 2)
        self.points, self.normals = vertices[keep], vertex_normals[keep]
        self.tree = cKDTree(self.points)

    def __call__(self, points):
        """(height above the skin [n], normals [n, 3])"""
        near = self.tree.query(points)[1]
        return ((points - self.points[near]) * self.normals[near]).sum(1), self.normals[near]


def _comb(hair, root, normal, rng):
    """The direction along the skin in which hair is combed at its root."""
    away = root - CROWN
    top = smooth(3.5, 7.5, root[:, 1])[:, None]
    kind = hair["comb"]
    if kind == "side":
        side = np.sign(root[:, :1] - hair["part"] + 1e-6)
        wish = np.concatenate([side * 1.2, np.zeros_like(side) - .2, np.full_like(side, -.25)], 1) * top + (1 - top) * np.array([0, -1, -.25])
    elif kind == "back":
        wish = np.array([0, .1, -1.0]) * top + (1 - top) * np.array([0, -.5, -1])
    elif kind == "forward":
        front = smooth(-11, -6, root[:, 2])[:, None]
        wish = front * np.array([.25 * np.sign(hair["seed"] % 2 - .5), -.2, 1.0]) * top + away / 8 * (1 - front * top)
    elif kind == "up":
        wish = away / 12 + np.array([0, .5, .4])
    elif kind == "tied":
        knot = np.array([0, 3.5 + 7 * (hair["seed"] % 100) / 100, -17.5])
        wish = knot - root
    elif kind == "out":
        wish = away / 10 + np.array([0, -.1, 0])
    else:
        wish = away / 8
    spread = {"messy": .9, "out": .6, "tied": .05}.get(kind, .16)
    wish = unit(wish) + rng.normal(0, spread, root.shape)
    if kind == "messy":
        wish += .8 * np.stack([noise(root, .35, hair["seed"] + k) for k in range(3)], 1)
    return unit(wish - normal * (wish * normal).sum(1, keepdims=True))


def _curls(hair, paths, rng, clump):
    """Coils around each strand's path, alike within a lock."""
    if hair["curl"] <= 0:
        return paths
    tangent = unit(np.gradient(paths, axis=1))
    a = unit(np.cross(tangent, np.array([.3, .2, 1.0])))
    b = np.cross(tangent, a)
    along = np.linalg.norm(np.diff(paths, axis=1, prepend=paths[:, :1]), axis=2).cumsum(1)
    locks = np.random.default_rng(hair["seed"] + 7).uniform(0, 2 * np.pi, clump.max() + 1)[clump]
    phase = (locks + rng.normal(0, .45, len(paths)))[:, None] + along * hair["coil"] * 2.2
    size = hair["curl"] * smooth(0, 2.0, along) * rng.uniform(.7, 1.2, (len(paths), 1))
    return paths + a * (np.cos(phase) * size)[..., None] + b * (np.sin(phase) * size)[..., None]


def grow(person, vertices, vertex_normals):
    """Hair on the scalp of a neutral body."""
    hair, rng = person.hair, np.random.default_rng([person.hair["seed"], 1])
    density = scalp(hair)
    count = hair["count"]
    triangles, weights = _roots(rng, vertices, density, count)
    if not len(triangles):
        return []
    root, normal = _at(vertices, triangles, weights), unit(_at(vertex_normals, triangles, weights))
    home = _at(anatomy().canonical, triangles, weights)                # where the root is on the neutral head
    top, back = smooth(3.5, 7.0, home[:, 1]), smooth(-9, -12, home[:, 2])
    length = hair["side"] + (hair["back"] - hair["side"]) * back
    length = length + (hair["top"] - length) * top
    comb = _comb(hair, home, normal, rng)
    fringe = np.zeros(len(root), bool)
    if hair["fringe"]:
        fringe = (home[:, 2] > -4.5) & (home[:, 1] > 5.5) & (np.abs(home[:, 0]) < 5.5)
        length = np.where(fringe, (home[:, 1] - 1.6) * rng.uniform(.95, 1.12, len(root)) + .5 * np.maximum(0, -home[:, 2]), length)
        forward = np.array([0, -.2, 1.0]) + np.stack([.12 * home[:, 0], 0 * home[:, 0], 0 * home[:, 0]], 1)
        comb = np.where(fringe[:, None], unit(forward - normal * (forward * normal).sum(1, keepdims=True)), comb)
    length = length * rng.uniform(.75, 1.08, len(root)) * (.35 + .65 * smooth(0, .8, _at(density, triangles, weights)))
    steps = int(np.clip(4 + hair["top"] * .45 + 8 * (hair["curl"] > 0) + hair["curl"] * hair["coil"] * hair["top"] * .3, 4, 26))
    step = (length / (steps - 1))[:, None]
    surface = Surface(vertices, vertex_normals)
    layer = rng.uniform(.08, 1, len(root)) * hair["volume"]
    locks = rng.choice(len(root), min(len(root), 260), replace=False)
    clump = cKDTree(root[locks]).query(root)[1]
    direction = unit(normal * hair["lift"] + comb)
    points, paths = root + normal * .02, [root.copy()]
    for k in range(1, steps):
        share = k / (steps - 1)
        wish = direction + .35 * comb * (1 - share) * (hair["comb"] != "out")
        fall = hair["gravity"] * np.minimum(step[:, 0] * 2.2, 3.0)[:, None] * (2.0 if hair["gravity"] > .1 else 1)
        wish = wish + np.array([0, -1.0, 0]) * fall
        if hair["comb"] == "tied":
            knot = np.array([0, 3.5 + 7 * (hair["seed"] % 100) / 100, -17.0])
            wish = .5 * direction + unit(knot - points)
        wish = wish + rng.normal(0, hair["frizz"], points.shape)
        direction = unit(wish)
        points = points + direction * step
        height, n = surface(points)
        least = layer * min(1, share * 2.5)
        points = points + n * np.maximum(0, least - height)[:, None]
        if hair["comb"] not in ("out", "up", "messy"):
            points = points - n * (np.maximum(0, height - least - .4) * (.25 if hair["gravity"] < .1 else .06))[:, None] * (points[:, 1] > -6)[:, None]
        if hair["top"] > 10:                                            # long hair falls beside the face
            inside = ((points[:, 1] < 6.5) & (points[:, 1] > -11) & (points[:, 2] > -4.5) & ~fringe)[:, None]
            aside = np.sign(points[:, :1]) * np.maximum(0, 6.6 - np.abs(points[:, :1])) * .45
            points = points + inside * np.concatenate([aside, 0 * aside, -.40 * np.maximum(0, points[:, 2:] + 2.6)], 1)
        direction = unit(points - paths[-1])
        paths.append(points)
    paths = np.stack(paths, 1)
    share = np.linspace(0, 1, steps)[None, :, None]
    leader = paths[locks[clump]]
    pull = hair["clump"] * smooth(.1, 1, share) * rng.uniform(.4, 1.0, (len(root), 1, 1))
    far = np.linalg.norm(leader - paths, axis=2, keepdims=True) > 4
    paths = np.where(far, paths, paths + (leader - paths) * pull * ((length / length[locks[clump]] > .6) & (length / length[locks[clump]] < 1.6))[:, None, None])
    paths = _curls(hair, paths, rng, clump)
    shade = np.random.default_rng(hair["seed"] + 3).normal(0, .16, len(locks))[clump] + rng.normal(0, .22, len(root))
    colours = person.hair_colour * np.exp(shade)[:, None]
    colours = _greyed(person, colours, rng)
    thin = .05 if hair["top"] > 2 else .035
    widths = thin * rng.uniform(.7, 1.4, (len(root), 1)) * np.interp(np.linspace(0, 1, steps), [0, .7, 1], [1, .9, .3])
    face = (paths[..., 2] > -1.5) & (np.abs(paths[..., 0]) < 5.6) & (paths[..., 1] < 5.0) & (paths[..., 1] > -10)
    free = ~face.any(1) | fringe                                        # nothing hangs into the face
    result = [Strands(paths[free], triangles[free], weights[free], colours[free], widths[free], False)]
    if hair["comb"] == "tied":
        result.append(_knot(person, rng))
    return result


def _knot(person, rng):
    """A knot of hair at the back of the head."""
    hair, count, steps = person.hair, 900, 14
    centre = np.array([0, 3.5 + 7 * (hair["seed"] % 100) / 100, -18.6])
    turn = np.linspace(0, 2.2 * np.pi, steps) + rng.uniform(0, 2 * np.pi, (count, 1))
    tilt, radius = rng.normal(0, .9, (count, 1)), 2.6 * rng.uniform(.7, 1.0, (count, 1))
    ring = np.stack([np.cos(turn) * radius, np.sin(turn) * np.cos(tilt) * radius, np.sin(turn) * np.sin(tilt) * radius], 2)
    colours = person.hair_colour * np.exp(rng.normal(0, .25, (count, 1)))
    colours = _greyed(person, colours, rng)
    return Strands(ring + centre, np.zeros(count, int), np.tile([1.0, 0, 0], (count, 1)), colours, np.full((count, steps), .06), False)


def _flat(person, vertices, vertex_normals, density, count, length, direct, spread, lift, colour, width, seed, steps=4, bend=0.0):
    """Short strands that lie on the skin in the direction direct(home, normal)."""
    rng = np.random.default_rng([person.seed, seed])
    triangles, weights = _roots(rng, vertices, density, count)
    if not len(triangles):
        return None
    root, normal = _at(vertices, triangles, weights), unit(_at(vertex_normals, triangles, weights))
    home = _at(anatomy().canonical, triangles, weights)
    wish = direct(home) + rng.normal(0, spread, root.shape)
    wish = unit(wish - normal * (wish * normal).sum(1, keepdims=True)) + normal * lift
    size = length * rng.uniform(.6, 1.15, (len(root), 1, 1)) * _at(density, triangles, weights)[:, None, None].clip(.3, 1)
    t = np.linspace(0, 1, steps)[None, :, None]
    paths = root[:, None] + size * (t * unit(wish)[:, None] + bend * t ** 2 * np.array([0, -1.0, 0]) + normal[:, None] * .03)
    colours = colour * np.exp(rng.normal(0, .25, (len(root), 1)))
    colours = _greyed(person, colours, rng, .8)
    widths = width * np.interp(np.linspace(0, 1, steps), [0, .6, 1], [1, .9, .35]) * np.ones((len(root), 1))
    return Strands(paths, triangles, weights, colours, widths, True)


def grow_face(person, vertices, vertex_normals):
    """Brows and beard."""
    region, _ = brow_region(person.brows)
    def brow_way(home):
        t = np.clip((np.abs(home[:, 0]) - 1.05) / 4.3, 0, 1)
        return np.stack([np.sign(home[:, 0]) * (.35 + t), .95 - 1.35 * t, -.2 * t], 1)
    colour = person.hair_colour * person.brows["dark"] * np.array([.9, .85, .8]) + .002
    parts = [_flat(person, vertices, vertex_normals, region, int(1000 * person.brows["dense"]), .68, brow_way, .14, .06, colour, .022, 11)]
    beard = person.beard
    down = lambda home: np.stack([.25 * home[:, 0] / 4, np.full(len(home), -1.0), .15 * np.ones(len(home))], 1)
    stache = lambda home: np.stack([1.0 * np.sign(home[:, 0]) * np.minimum(1, np.abs(home[:, 0])), np.full(len(home), -.7), np.zeros(len(home))], 1)
    dark = person.hair_colour * .9
    if beard["length"] > 0:
        for kind, way, count in (("moustache", stache, 1400), ("chin", down, 4200), ("cheeks", down, 10000)):
            if beard[kind] > 0:
                size = min(beard["length"], 1.1) if kind == "moustache" else beard["length"] * (.65 if kind == "cheeks" else 1)
                parts.append(_flat(person, vertices, vertex_normals, beard_region(kind) * beard[kind], count, size, way, .35, .35, dark, .038, 12 + count, 6, .25))
    if beard["stubble"] > .3:
        parts.append(_flat(person, vertices, vertex_normals, beard_region("all"), int(4500 * beard["stubble"]), .14, down, .5, .5, dark * .45 + .10 * np.exp(-2 * person.skin["melanin"]) * np.array([1, .8, .7]), .013, 21, 3))
    return [p for p in parts if p is not None]


def lashes(person, coarse):
    """Lash paths [n, k, 3] on a coarse shape, and which belong to lower lids [n, 1]: from the lids' edge outwards, out of MakeHuman's cards."""
    cards = anatomy().parts["lashes"]
    rng = np.random.default_rng([person.seed, 31])
    rest = anatomy().template
    eye = np.sign(rest[cards][:, :, :1].mean(1)) * np.array([3.08, 0, 0])
    depth = np.linalg.norm(rest[cards] - eye[:, None], axis=2)
    order = np.argsort(depth, 1)
    card = np.repeat(np.arange(len(cards)), 2)
    inner, outer = cards[card[:, None], order[card, :2]], cards[card[:, None], order[card, 2:]]
    # pair each inner corner with the nearer outer one
    swap = np.linalg.norm(rest[inner[:, 0]] - rest[outer[:, 0]], axis=1) > np.linalg.norm(rest[inner[:, 0]] - rest[outer[:, 1]], axis=1)
    outer = np.where(swap[:, None], outer[:, ::-1], outer)
    u = rng.random((len(card), 1))
    start = coarse[inner[:, 0]] * (1 - u) + coarse[inner[:, 1]] * u
    end = coarse[outer[:, 0]] * (1 - u) + coarse[outer[:, 1]] * u
    upper = rest[cards][:, :, 1].mean(1)[card] > -.05
    way = end - start
    size = np.where(upper, 1.35, .6)[:, None] * person.lashes
    t = np.linspace(0, 1, 4)[None, :, None]
    curl = np.where(upper, .16, -.03)[:, None, None] * np.array([0, 1.0, 0]) * person.lashes
    return start[:, None] + t * (way * size)[:, None] + t ** 2 * curl, ~upper[:, None]
