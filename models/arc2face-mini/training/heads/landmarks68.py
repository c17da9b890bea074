"""The 68 iBUG landmarks on the body's surface, as corner weights of triangles in landmarks68.json.

find_landmarks.py found them once.
"""
import json
from functools import lru_cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("landmarks68.json")
MIRROR = np.array([*range(16, -1, -1), *range(26, 16, -1), 27, 28, 29, 30, 35, 34, 33, 32, 31, 45, 44, 43, 42, 47, 46,
                   39, 38, 37, 36, 41, 40, 54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55, 64, 63, 62, 61, 60, 67, 66, 65])


@lru_cache(maxsize=None)
def _places():
    places = json.loads(FILE.read_text())
    return np.array(places["vertices"]), np.array(places["weights"])


def points(vertices):
    """Landmarks [68, 3] of a body [n, 3]."""
    corners, weights = _places()
    return (vertices[corners] * weights[..., None]).sum(1)
