"""The parametric head that the plugin fits poses with: models/head, read as it is.

A head is mean + identity coefficients @ identity + expression coefficients @ expression, exactly linear.
Units of head height; x the viewer's right, y up, z to the face's front. Angles in degrees.
"""
import ctypes
import json
import os
import platform
import subprocess
from functools import lru_cache

import numpy as np
from safetensors.numpy import load_file

import paths
from heads.crop import crop_matrix, rotation     # renderer.py takes them from here

IDENTITY_NAMES = """face_width jaw_width chin_length chin_forward chin_width cheekbone cheek_full nose_length
nose_width nose_out nose_hump nose_tip_up eye_dist eye_size eye_slant eye_narrow eye_depth brow_height
brow_ridge brow_slant lip_upper lip_lower mouth_width mouth_y forehead forehead_width head_depth midface
ear_size ear_out""".split()
EXPRESSION_NAMES = "jaw_open smile eyes_closed brow_raise brow_frown pucker".split()
EAR_VERTICES = 2 * (7 * 16 + 2)         # the last vertices are the two ears, rings of 16 and two poles each

_files = load_file(str(paths.HEAD / "bases.safetensors"))
MEAN, TRIANGLES = _files["mean"], np.ascontiguousarray(_files["triangles"], np.int32)
IDENTITY, EXPRESSION = _files["identity"], _files["expression"]
SKULL = len(MEAN) - EAR_VERTICES        # vertices of the head without the ears
_points = json.loads((paths.HEAD / "landmarks68.json").read_text())["landmarks"]
LANDMARK_VERTICES = np.array([p["vertices"] for p in _points])
LANDMARK_WEIGHTS = np.array([p["weights"] for p in _points], np.float32)


@lru_cache(maxsize=None)
def library():
    """The C renderer, compiled into TRAINING/build when its source is newer."""
    source, built = paths.KIT / "headrender.c", paths.TRAINING / "build" / "libheadrender.so"
    if not built.exists() or built.stat().st_mtime < source.stat().st_mtime:
        built.parent.mkdir(parents=True, exist_ok=True)
        x86 = platform.machine() in ("x86_64", "AMD64")
        fixed = ["-march=x86-64-v3"] if x86 else []     # one instruction set: equal pictures everywhere
        fresh = built.with_suffix(f".{os.getpid()}")    # running renderers keep the library they have
        subprocess.check_call(["gcc", "-O3", "-ffast-math", *fixed, "-shared", "-fPIC",
                               "-o", str(fresh), str(source), "-lm"])
        os.replace(fresh, built)
    return ctypes.CDLL(str(built))


def pointer(array, kind=ctypes.c_float):
    """A C pointer to a contiguous array, which the caller keeps alive."""
    return array.ctypes.data_as(ctypes.POINTER(kind))


def smooth(a, b, x):
    """Hermite step from 0 at a to 1 at b."""
    t = np.clip((x - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


def shape(identity=None, expression=None):
    """Vertices [n, 3] of a head; None stands for zeros."""
    vertices = MEAN.reshape(-1).copy()
    for coefficients, basis in ((identity, IDENTITY), (expression, EXPRESSION)):
        if coefficients is not None:
            vertices += np.asarray(coefficients, np.float32) @ basis.reshape(len(basis), -1)
    return vertices.reshape(-1, 3)


def landmarks(vertices):
    """The 68 iBUG landmarks [68, 3] on a head's surface."""
    return (vertices[LANDMARK_VERTICES] * LANDMARK_WEIGHTS[:, :, None]).sum(1)


def normals(vertices, triangles=TRIANGLES):
    """Area-weighted unit vertex normals."""
    vertices = np.ascontiguousarray(vertices, np.float32)
    result = np.empty_like(vertices)
    library().vertex_normals(pointer(vertices), len(vertices), pointer(triangles, ctypes.c_int32),
                             len(triangles), pointer(result))
    return result
