"""The 68 iBUG landmarks on the body's surface, as corner weights of triangles in landmarks68.json.

They were found once by the kit's landmark network (`python -m heads.landmarks68`): it looked at many people from
the front, each point was followed back to the neutral head, the medians were made symmetric. The eyelids' points
lie on the roots of MakeHuman's lashes.
"""
import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from .anatomy import anatomy

FILE = Path(__file__).with_name("landmarks68.json")
MIRROR = np.array([*range(16, -1, -1), *range(26, 16, -1), 27, 28, 29, 30, 35, 34, 33, 32, 31, 45, 44, 43, 42, 47, 46,
                   39, 38, 37, 36, 41, 40, 54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55, 64, 63, 62, 61, 60, 67, 66, 65])
# A first guess for the crop: eyes and mouth corners.
_GUESS = {**{k: (-3.08, 0, 1.5) for k in range(36, 42)}, **{k: (3.08, 0, 1.5) for k in range(42, 48)}, 48: (-2.5, -6.7, 1.5), 54: (2.5, -6.7, 1.5)}


@lru_cache(maxsize=None)
def _places():
    if FILE.exists():
        places = json.loads(FILE.read_text())
        return np.array(places["vertices"]), np.array(places["weights"])
    canonical = anatomy().canonical
    vertices = [[int(np.argmin(((canonical - _GUESS.get(k, (0, 0, 0))) ** 2).sum(1)))] * 3 for k in range(68)]
    return np.array(vertices), np.tile([1.0, 0, 0], (68, 1))


def points(vertices):
    """Landmarks [68, 3] of a body [n, 3]."""
    corners, weights = _places()
    return (vertices[corners] * weights[..., None]).sum(1)


def _lid_points():
    """{landmark: point on the neutral head} of the eyelids, from the lashes' inner edges."""
    a = anatomy()
    numbers = np.unique(a.parts["lashes"])
    p = a.template[numbers]
    found = {}
    for side, first in ((-1, 36), (1, 42)):
        eye = p[p[:, 0] * side > 0]
        depth = np.linalg.norm(eye - [3.08 * side, 0, 0], axis=1)
        roots = eye[depth < np.median(depth)]
        low, high = roots[:, 0].min(), roots[:, 0].max()
        upper, lower = roots[roots[:, 1] > 0], roots[roots[:, 1] <= 0]
        for k, (part, share) in enumerate(((upper, 1 / 3), (upper, 2 / 3), (lower, 2 / 3), (lower, 1 / 3))):
            x = low + share * (high - low)
            near = part[np.argsort(np.abs(part[:, 0] - x))[:3]]
            found[first + (1, 2, 4, 5)[k]] = near.mean(0)
    return found


def _place(point):
    """(vertices [3], weights [3]) of the nearest point of the outer surface to a point of the neutral head."""
    a = anatomy()
    t = a.triangles[(a.masks["mouth"][a.triangles] < .5).all(1)]
    corners = a.canonical[t]
    near = np.argsort(((corners.mean(1) - point) ** 2).sum(1))[:12]
    best = None
    for k in near:
        q, *_ = np.linalg.lstsq(np.vstack([corners[k].T, 30 * np.ones(3)]), np.append(point, 30.0), rcond=None)
        weights = np.clip(q, 0, 1)
        weights /= weights.sum()
        gap = np.linalg.norm(weights @ corners[k] - point)
        if best is None or gap < best[0]:
            best = (gap, t[k], weights)
    return best[1], best[2]


def find(people=24):
    """Finds the landmarks anew and writes landmarks68.json."""
    import faces                                        # the kit's
    from . import render as drawing
    from .people import plain_view, sample_person
    found = []
    for number in range(people):
        person = sample_person(np.random.default_rng([4, number]))
        person.style, person.hair["count"] = "cropped", 3000
        person.hair.update(top=.6, side=.5, back=.5, comb="crown", lift=.8, gravity=0, curl=0, fringe=0, volume=.1)
        person.beard.update(length=0.0)
        trace = {}
        drawn = drawing.render(drawing.Body(person), plain_view(), 256, 2, trace)
        face = faces.largest(drawn.picture)
        if face is None:
            continue
        home = trace["home"]
        row = []
        for x, y in face.landmarks:
            ring = [(dx, dy) for dx in range(-6, 7) for dy in range(-6, 7)]
            ring.sort(key=lambda d: d[0] ** 2 + d[1] ** 2)
            hits = (home[int(np.clip(2 * y + 1 + dy, 0, 511)), int(np.clip(2 * x + 1 + dx, 0, 511))] for dx, dy in ring)
            row.append(next((h for h in hits if np.isfinite(h[0])), np.full(3, np.nan)))
        found.append(row)
    middle = np.nanmedian(np.array(found), 0)
    middle = (middle + middle[MIRROR] * [-1, 1, 1]) / 2
    for k, point in _lid_points().items():
        middle[k] = point
    vertices, weights = zip(*(_place(p) for p in middle))
    FILE.write_text(json.dumps({"vertices": np.array(vertices).tolist(), "weights": np.round(weights, 4).tolist()}) + "\n")
    print(f"{len(found)} of {people} faces found; {FILE}")


if __name__ == "__main__":
    find()
