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


def rotation(yaw, pitch, roll):
    """yaw > 0: the face turns to picture right; pitch > 0: up; roll > 0: counter-clockwise."""
    y, p, r = np.radians([yaw, pitch, roll])
    turn = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    nod = np.array([[1, 0, 0], [0, np.cos(p), np.sin(p)], [0, -np.sin(p), np.cos(p)]])
    tilt = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    return tilt @ nod @ turn


def ffhq_quad(points):
    """FFHQ's oriented square of 68 picture points (y down): centre, half-width vector, half-height vector."""
    eye_left, eye_right = points[36:42].mean(0), points[42:48].mean(0)
    eye, across = (eye_left + eye_right) / 2, eye_right - eye_left
    down = (points[48] + points[54]) / 2 - eye
    x = across - np.array([-down[1], down[0]])
    x = x / np.hypot(*x) * max(np.hypot(*across) * 2.0, np.hypot(*down) * 1.8)
    return eye + 0.1 * down, x, np.array([-x[1], x[0]])


def crop_matrix(points, size, roll=0.0, scale=1.0, shift=(0, 0)):
    """The matrix [2, 3] from picture points (y down) to pixels of FFHQ's crop, which may be disturbed."""
    centre, x, _ = ffhq_quad(points)
    unit, angle = x / np.hypot(*x), np.radians(roll)
    upright = np.array([[unit[0], unit[1]], [-unit[1], unit[0]]])
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    matrix = size / (2 * np.hypot(*x)) * scale * turn @ upright
    return np.concatenate([matrix, (size / 2 + np.asarray(shift) * size - matrix @ centre)[:, None]], 1)
