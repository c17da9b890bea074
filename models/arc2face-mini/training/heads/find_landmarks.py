"""Finds the 68 landmarks on the body's surface by the kit's landmark network, and writes landmarks68.json.

    python -m heads.find_landmarks

The network looks at many people from the front, each point is followed back to the neutral head, the medians are made
symmetric. The eyelids' points lie on the roots of MakeHuman's lashes. The pictures are cropped by the landmarks as
they were known before.
"""
import json

import numpy as np

import faces                                    # the kit's
from .anatomy import anatomy
from .landmarks68 import FILE, MIRROR
from .people import plain_view, sample_person
from .render import Body, render


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
    found = []
    for number in range(people):
        person = sample_person(np.random.default_rng([4, number]))
        person.style, person.hair["count"] = "cropped", 3000
        person.hair.update(top=.6, side=.5, back=.5, comb="crown", lift=.8, gravity=0, curl=0, fringe=0, volume=.1)
        person.beard.update(length=0.0)
        trace = {}
        drawn = render(Body(person), plain_view(), 256, 2, trace)
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
