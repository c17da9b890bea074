"""Pictures and normal maps of people: assembles meshes and calls headrender.c."""
import ctypes
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

import hair
import head

SKIN, EAR, SHELL, GLASSES, STRAND = range(5)
SAMPLES = 2                     # per pixel and axis
GREY = 127                      # a normal of length zero: the background of normal maps


class Appearance(ctypes.Structure):
    """The C struct of the same name; people.py fills it by name, what is left out is zero."""
    _fields_ = [(name, ctypes.c_float * count if count > 1 else ctypes.c_float) for name, count in (
        *[(n, 3) for n in "skin hair brow iris lip clothes".split()],
        *[(n, 1) for n in "brow_thick brow_arch brow_length beard moustache stubble".split()],
        *[(n, 1) for n in "line_front line_temple line_side hair_cover grey bald curl".split()],
        *[(n, 1) for n in "wrinkles blush freckles lid_crease bags lashes make_up shine seed".split()],
        ("eye_open", 2), ("gaze", 2), ("teeth", 1), ("rotation", 9), ("light", 9), ("colour", 9),
        ("ambient", 3), ("background", 6), ("background_slope", 2), ("background_noise", 1))]

    def fill(self, values):
        """Sets fields from {name: number or array}."""
        for name, value in values.items():
            flat = np.ravel(value)
            setattr(self, name, type(getattr(self, name))(*flat) if flat.size > 1 else float(flat[0]))


class _Mesh(ctypes.Structure):
    _fields_ = [(name, ctypes.POINTER(kind)) for name, kind in (
        ("points", ctypes.c_float), ("normals", ctypes.c_float), ("canonical", ctypes.c_float),
        ("occlusion", ctypes.c_float), ("triangles", ctypes.c_int32), ("materials", ctypes.c_uint8))
    ] + [("count", ctypes.c_int32)]


@dataclass
class Rendering:
    """A picture [size, size, 3], its 68 landmarks in pixels, and the matrix of its crop."""
    picture: np.ndarray
    landmarks: np.ndarray
    matrix: np.ndarray


@lru_cache(maxsize=None)
def _occlusion():
    """Ambient occlusion of the mean head's vertices, 0..1, from 96 directions spread over the sphere."""
    n = 96
    height = 1 - 2 * (np.arange(n) + .5) / n
    angle = np.arange(n) * np.pi * (3 - 5 ** .5)
    ring = np.sqrt(1 - height ** 2)
    directions = np.ascontiguousarray(np.stack([ring * np.cos(angle), height, ring * np.sin(angle)], 1), np.float32)
    unit = 200.0
    points = np.ascontiguousarray(head.MEAN * [unit, -unit, unit], np.float32)
    result = np.empty(len(points), np.float32)
    head.library().occlusion(head.pointer(points), len(points), head.pointer(head.TRIANGLES, ctypes.c_int32),
                             len(head.TRIANGLES), head.pointer(directions), n, ctypes.c_float(unit),
                             head.pointer(result))
    return result


@lru_cache(maxsize=None)
def _head_materials():
    return np.where((head.TRIANGLES >= head.SKULL).any(1), EAR, SKIN).astype(np.uint8)


class _Scene:
    """Meshes in the head frame, joined."""

    def __init__(self):
        self.parts = []

    def add(self, vertices, triangles, material, normals=None, canonical=None, occlusion=None):
        """Adds a mesh; by default normals are computed, canonical points are the vertices, nothing is occluded."""
        vertices = np.asarray(vertices, np.float32)
        triangles = np.ascontiguousarray(triangles, np.int32)
        materials = np.broadcast_to(np.uint8(material), len(triangles)) if np.isscalar(material) else material
        self.parts.append((vertices, head.normals(vertices, triangles) if normals is None else normals,
                           vertices if canonical is None else canonical,
                           np.ones(len(vertices)) if occlusion is None else occlusion, triangles, materials))

    def joined(self):
        """(vertices, normals, canonical, occlusion, triangles, materials)"""
        starts = np.cumsum([0] + [len(p[0]) for p in self.parts])
        columns = [np.concatenate([p[k] for p in self.parts]) for k in range(4)]
        triangles = np.concatenate([p[4] + start for p, start in zip(self.parts, starts)])
        return (*columns, triangles, np.concatenate([p[5] for p in self.parts]))


def _scene(person, vertices):
    scene, normals, share = _Scene(), head.normals(vertices), hair.weights(person)
    raised = hair.raise_scalp(person, vertices, normals, share)
    raised_normals = head.normals(raised)
    open_sky = _occlusion() + (1 - _occlusion()) * share      # hair has its own occlusion
    scene.add(raised, head.TRIANGLES, _head_materials(), raised_normals, head.MEAN, open_sky)
    strands = []
    if person.length > 0:
        strands.append(hair.Strands(person, raised, raised_normals, share).mesh(420))
    if person.style == "long":
        scene.add(*hair.long_sheet(person), SHELL)
        strands.append(hair.long_strands(person, 150))
    if person.style == "bun":
        scene.add(*hair.bun(person), SHELL)
    for points, triangles, tangents, outward, bright in strands:
        scene.add(points, triangles, STRAND, outward, tangents, bright)
    if person.glasses:
        scene.add(*hair.glasses(person, vertices), GLASSES)
    return scene.joined()


def _seen(points, turn, distance):
    """Head-frame points to the picture plane (y down) and z, by a camera at `distance` head heights."""
    turned = points @ turn.T
    shrink = distance / (distance - turned[:, 2:])
    return np.concatenate([turned[:, :2] * shrink * [1, -1], turned[:, 2:]], 1)


def _crop_turn(matrix):
    """A crop's rotation as a rotation of the picture frame (y up), and its scale."""
    scale = np.hypot(matrix[0, 0], matrix[1, 0])
    c, s = matrix[0, 0] / scale, matrix[1, 0] / scale
    return np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]), scale


def _screen(seen, matrix, scale):
    """Plane points to pixels of the samples' grid, with z in the same unit."""
    xy = seen[:, :2] @ matrix[:, :2].T + matrix[:, 2]
    return np.ascontiguousarray(np.concatenate([xy, seen[:, 2:] * scale], 1) * SAMPLES, np.float32)


def head_expression(person, view):
    """The view's expression with the person's own lids."""
    expression = view.expression.copy()
    expression[2] += person.heavy_lids * (1 - expression[2])
    return expression


def render(person, view, size):
    """Draws a person; the crop is FFHQ's, by the landmarks as they are seen, disturbed by the view."""
    expression = head_expression(person, view)
    vertices, turn = head.shape(person.identity, expression), head.rotation(*view.pose)
    marks = _seen(head.landmarks(vertices), turn, view.distance)[:, :2]
    matrix = head.crop_matrix(marks, size, *view.crop)
    crop_turn, scale = _crop_turn(matrix)
    points, normals, canonical, occlusion, triangles, materials = _scene(person, vertices)
    arrays = [_screen(_seen(points, turn, view.distance), matrix, scale), normals @ (crop_turn @ turn).T,
              canonical, occlusion]
    arrays = [np.ascontiguousarray(a, np.float32) for a in arrays]
    triangles, materials = np.ascontiguousarray(triangles, np.int32), np.ascontiguousarray(materials)
    appearance = Appearance()
    appearance.fill({**person.paint, **view.paint, "eye_open": [1 - expression[2]] * 2,
                     "rotation": crop_turn @ turn})
    mesh = _Mesh(*[head.pointer(a) for a in arrays], head.pointer(triangles, ctypes.c_int32),
                 head.pointer(materials, ctypes.c_uint8), len(triangles))
    picture = np.empty((size, size, 3), np.uint8)
    head.library().picture(ctypes.byref(mesh), len(points), ctypes.byref(appearance),
                           ctypes.c_float(scale * SAMPLES), size, SAMPLES, head.pointer(picture, ctypes.c_uint8))
    return Rendering(picture, (marks @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32), matrix)


def normal_map(identity, expression, pose, crop, size, background=GREY):
    """Normals of a bare head [size, size, 3], as the plugin draws them: no perspective, FFHQ's crop by the
    head's own landmarks. identity None stands for the mean head."""
    vertices, turn = head.shape(identity, expression), head.rotation(*pose)
    seen = (vertices @ turn.T) * [1, -1, 1]
    marks = (head.landmarks(vertices) @ turn.T)[:, :2] * [1, -1]
    matrix = head.crop_matrix(marks, size, *crop)
    crop_turn, scale = _crop_turn(matrix)
    points = _screen(seen, matrix, scale)
    normals = np.ascontiguousarray(head.normals(vertices) @ (crop_turn @ turn).T, np.float32)
    result = np.empty((size, size, 3), np.uint8)
    head.library().normal_map(head.pointer(points), head.pointer(normals),
                              head.pointer(head.TRIANGLES, ctypes.c_int32), len(head.TRIANGLES), size, SAMPLES,
                              ctypes.c_float(background), head.pointer(result, ctypes.c_uint8))
    return result
