"""The parametric head that the plugin fits poses with: models/head, read as it is.

A head is mean + identity coefficients @ identity + expression coefficients @ expression, exactly linear.
Units of head height; x the viewer's right, y up, z to the face's front. Angles in degrees.
"""
import json

import numpy as np
from safetensors.numpy import load_file

import paths
from heads.normal_map import normal_map

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


def smooth(a, b, x):
    """Hermite step from 0 at a to 1 at b."""
    t = np.clip((x - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


def landmarks(vertices):
    """The 68 iBUG landmarks [68, 3] on a head's surface."""
    return (vertices[LANDMARK_VERTICES] * LANDMARK_WEIGHTS[:, :, None]).sum(1)


def mean_normal_map(pose, crop, size):
    """The normal map [size, size, 3] uint8 of the mean head without expression."""
    return normal_map(MEAN, TRIANGLES, landmarks(MEAN), pose, crop, size)
