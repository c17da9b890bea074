"""Calls draw.c, which is compiled into BUILD when its source is newer."""
import ctypes
import os
import platform
import subprocess
from functools import lru_cache
from pathlib import Path

import numpy as np

from .anatomy import BUILD

try:                                            # keep freed memory: asking the system for it again costs more than drawing
    _libc = ctypes.CDLL(None)
    _libc.mallopt(-3, 32 << 20)                  # M_MMAP_THRESHOLD
    _libc.mallopt(-1, 1 << 30)                  # M_TRIM_THRESHOLD
except (OSError, AttributeError):
    pass
_FLOAT, _INT = ctypes.POINTER(ctypes.c_float), ctypes.POINTER(ctypes.c_int32)


@lru_cache(maxsize=None)
def _library():
    source, built = Path(__file__).with_name("draw.c"), BUILD / "libheads.so"
    if not built.exists() or built.stat().st_mtime < source.stat().st_mtime:
        built.parent.mkdir(parents=True, exist_ok=True)
        fixed = ["-march=x86-64-v3"] if platform.machine() in ("x86_64", "AMD64") else []
        fresh = built.with_suffix(f".{os.getpid()}")
        subprocess.check_call(["gcc", "-O3", "-ffast-math", *fixed, "-shared", "-fPIC", "-o", str(fresh), str(source), "-lm"])
        os.replace(fresh, built)
    return ctypes.CDLL(str(built))


def _f(array):
    array = np.ascontiguousarray(array, np.float32)
    return array, array.ctypes.data_as(_FLOAT)


def _i(array):
    array = np.ascontiguousarray(array, np.int32)
    return array, array.ctypes.data_as(_INT)


def normals(vertices, triangles):
    """Unit normals of vertices [n, 3]."""
    (v, pv), (t, pt) = _f(vertices), _i(triangles)
    out = np.empty_like(v)
    _library().vertex_normals(pv, len(v), pt, len(t), out.ctypes.data_as(_FLOAT))
    return out


class Canvas:
    """What one camera sees of a mesh: depth, triangle and weights per pixel of a square grid."""

    def __init__(self, points, triangles, size):
        self.size = size
        self.z = np.full((size, size), -1e30, np.float32)
        self.id = np.full((size, size), -1, np.int32)
        self.bary = np.zeros((size, size, 2), np.float32)
        (p, pp), (self.triangles, pt) = _f(points), _i(triangles)
        _library().triangles(pp, pt, len(self.triangles), size, size, self.z.ctypes.data_as(_FLOAT),
                             self.id.ctypes.data_as(_INT), self.bary.ctypes.data_as(_FLOAT))

    def at(self, pixels, attributes):
        """Attributes [vertices, channels] at flat pixel numbers: [n, channels]."""
        (k, pk), (a, pa) = _i(pixels), _f(attributes)
        out = np.empty((len(k), a.shape[1]), np.float32)
        _library().interpolate(pk, len(k), self.id.ctypes.data_as(_INT), self.bary.ctypes.data_as(_FLOAT),
                               self.triangles.ctypes.data_as(_INT), pa, a.shape[1], out.ctypes.data_as(_FLOAT))
        return out

    def strands(self, paths, colours, widths, picture, cover):
        """Draws strands [n, k, 3] from back to front into picture [size, size, 3] and cover [size, size], both float32."""
        order = np.argsort(paths[:, :, 2].mean(1))
        (p, pp), (c, pc), (w, pw) = _f(paths[order]), _f(colours[order]), _f(widths[order])
        _library().strands(pp, pc, pw, p.shape[0], p.shape[1], self.size, self.size, self.z.ctypes.data_as(_FLOAT),
                           picture.ctypes.data_as(_FLOAT), cover.ctypes.data_as(_FLOAT))


def visibility(vertices, triangles, hair, area, directions, points, resolution=96, bias=.35,
               centre=(0, -2, -7), radius=21.0):
    """Which points [n, 3] see the light from directions [d, 3] (unit, towards the light): [n, d], 0..1."""
    (v, pv), (t, pt), (h, ph) = _f(vertices), _i(triangles), _f(hair.reshape(-1, 3))
    (d, pd), (p, pp), (c, pc) = _f(directions), _f(points), _f(centre)
    out = np.empty((len(p), len(d)), np.float32)
    _library().visibility(pv, len(v), pt, len(t), ph, len(h), ctypes.c_float(area), pd, len(d), resolution,
                          ctypes.c_float(bias), pc, ctypes.c_float(radius), pp, len(p), out.ctypes.data_as(_FLOAT))
    return out


def noise(points, frequency, seed):
    """Smooth noise of points [n, 3], about -1..1; frequency in cycles per unit."""
    p, pp = _f(points)
    out = np.empty(len(p), np.float32)
    _library().noise(pp, len(p), ctypes.c_float(frequency), ctypes.c_uint32(int(seed) & 0xffffffff), out.ctypes.data_as(_FLOAT))
    return out
