"""One data file of people and views, and back into the kit's arrays.

    python -m heads.dataset make --people 1500 --views 6 --out heads.npz
    python -m heads.dataset unpack heads.npz            # into ARC2FACE_TRAINING/data, for the kit's train_*.py

The file is an .npz that numpy reads alone: pictures and normal maps as codec.py has them, the rest as plain arrays.
People are drawn from fixed seeds. A run that is stopped goes on where it was: parts lie beside the file until it is
whole. --minutes ends a run early, with as many people as are done.
"""
import argparse
import time
from pathlib import Path

import numpy as np

from . import codec
from .photo_like import photo_like

SIZE, SEED, PART = 128, 20271, 20
FRONTAL = 3                                     # views of yaw within 30 degrees, with an identity vector each
DISTURBED = 4                                   # and so many vectors of the same view, disturbed as photographs are
LUMA, CHROMA, NORMAL = 4.5, 6.0, 8.0            # quantiser steps of pictures and normal maps
LIMIT = 60e6


def draw_person(number, views):
    """All arrays of one person."""
    from .people import sample_person, sample_view
    from .render import Body, bare_normal_map, render
    rng = np.random.default_rng([SEED, number])
    person = sample_person(rng)
    seen = [sample_view(rng, 30, .6) if k < FRONTAL else sample_view(rng, 60, .75) for k in range(views)]
    mean = rng.random(views // 2) < .5
    body = Body(person)
    drawn = [render(body, view, SIZE) for view in seen]
    maps = [bare_normal_map(None if m else body, seen[2 * k + 1], SIZE) for k, m in enumerate(mean)]
    return dict(pictures=np.stack([d.picture for d in drawn]), normals=np.stack(maps), mean_head=mean.astype(np.uint8),
                landmarks=np.stack([d.landmarks for d in drawn]).astype(np.float32),
                poses=np.array([(*v.pose, v.crop[0]) for v in seen], np.float32), traits=person.traits(),
                ancestry=person.ancestry.astype(np.float32))


def identities(number, pictures, landmarks):
    """What the recogniser sees of a person's first views, as they are [FRONTAL, 512] and disturbed [FRONTAL, DISTURBED, 512].

    Unit vectors; zeros where ONNX Runtime is missing.
    """
    try:
        import faces
    except ImportError:
        return dict(identities=np.zeros((FRONTAL, 512), np.float16), disturbed=np.zeros((FRONTAL, DISTURBED, 512), np.float16))
    rng, views = np.random.default_rng([SEED, number, 1]), list(zip(pictures[:FRONTAL], landmarks[:FRONTAL]))
    disturbed = [photo_like(*view, rng) for view in views for _ in range(DISTURBED)]
    plain, changed = (faces.identities([faces.align(*view) for view in kind]).astype(np.float16) for kind in (views, disturbed))
    return dict(identities=plain, disturbed=changed.reshape(-1, DISTURBED, 512))


def _part(first, count, views):
    numbers = range(first, first + count)
    rows = [draw_person(number, views) for number in numbers]
    for number, row in zip(numbers, rows):
        row.update(identities(number, row["pictures"], row["landmarks"]))
    stacked = {name: np.stack([row[name] for row in rows]) for name in rows[0]}
    for name, (luma, chroma) in (("pictures", (LUMA, CHROMA)), ("normals", (NORMAL, NORMAL))):
        flat = stacked.pop(name)
        for plane, values in zip("ybr", codec.encode(flat.reshape(-1, SIZE, SIZE, 3), luma, chroma)):
            stacked[f"{name}_{plane}"] = values
    stacked["landmarks"] = np.round(stacked["landmarks"] * 64).astype(np.int16)
    return stacked


def _join(parts):
    whole = {}
    for name in parts[0]:
        axis = 2 if name[-2:] in ("_y", "_b", "_r") else 0
        whole[name] = np.concatenate([p[name] for p in parts], axis)
    for name, values in whole.items():
        if values.dtype == np.int16 and name != "landmarks" and np.abs(values).max() < 128:
            whole[name] = values.astype(np.int8)
    return whole


def make(out, people, views, minutes=None):
    """Writes the data file; returns its size in bytes."""
    out, start = Path(out), time.time()
    folder = out.with_suffix(".parts")
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for first in range(0, people, PART):
        path = folder / f"{first:06d}-{views}.npz"
        if not path.exists():
            if minutes is not None and time.time() - start > 60 * minutes:
                break
            part = _part(first, min(PART, people - first), views)
            np.savez_compressed(path.with_suffix(".new.npz"), **part)
            path.with_suffix(".new.npz").rename(path)
            print(f"{first + len(part['traits'])} people, {time.time() - start:.0f} s", flush=True)
        files.append(path)
    parts = [dict(np.load(path)) for path in files]
    whole = _join(parts)
    fresh = out.with_suffix(".new.npz")                 # a run that is stopped leaves no half a file
    np.savez_compressed(fresh, views=views, size=SIZE, **whole)
    fresh.rename(out)
    size = out.stat().st_size
    if size > LIMIT:
        raise SystemExit(f"{out} has {size / 1e6:.1f} MB, more than {LIMIT / 1e6:.0f}: ask for fewer people or views.")
    print(f"{out}: {len(whole['traits'])} people x {views} views, {size / 1e6:.1f} MB")
    return size


def read(file, people=slice(None)):
    """The arrays of some people (a slice) of a data file, pictures and normal maps decoded; `file` is what numpy.load gives."""
    views = int(file["views"])
    result = {name: file[name][people] for name in ("mean_head", "poses", "traits", "ancestry")}
    result["landmarks"] = file["landmarks"][people].astype(np.float32) / 64
    for name in ("identities", "disturbed"):
        result[name] = file[name][people].astype(np.float32)
    for name, count, luma, chroma in (("pictures", views, LUMA, CHROMA), ("normals", views // 2, NORMAL, NORMAL)):
        planes = []
        for plane in "ybr":
            values = file[f"{name}_{plane}"]
            grouped = values.reshape(8, 8, -1, count, *values.shape[3:])[:, :, people]
            planes.append(grouped.reshape(8, 8, -1, *values.shape[3:]).astype(np.float32))
        flat = codec.decode(planes, luma, chroma)
        result[name] = flat.reshape(-1, count, *flat.shape[1:])
    return result


def unpack(path):
    """Fills the kit's memory maps, so that its training scripts run on the file's people; goes on where it was stopped."""
    import dataset as kit
    import paths
    with np.load(path) as opened:
        file = dict(opened)                             # inflated once, not for each part
    people, views = len(file["traits"]), int(file["views"])
    if views != kit.VIEWS:
        raise SystemExit(f"The kit needs {kit.VIEWS} views a person; {path} has {views}.")
    paths.make_folders()
    kit.create(people)
    data = kit.Dataset("r+")
    if len(data.done) != people:
        raise SystemExit(f"{paths.DATA} holds arrays of {len(data.done)} people, not {people}: empty it first.")
    for first in range(0, people, 100):
        part = slice(first, min(first + 100, people))
        if data.done[part].all():
            continue
        for name, values in read(file, part).items():
            if hasattr(data, name):
                getattr(data, name)[part] = values
        data.done[part] = 1
    print(f"{people} people in {paths.DATA}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    maker = commands.add_parser("make", help="draw people into a file")
    maker.add_argument("--people", type=int, default=1200)
    maker.add_argument("--views", type=int, default=6)
    maker.add_argument("--minutes", type=float)
    maker.add_argument("--out", default="heads.npz")
    commands.add_parser("unpack", help="fill the kit's arrays from a file").add_argument("file")
    options = parser.parse_args()
    if options.command == "make":
        make(options.out, options.people, options.views, options.minutes)
    else:
        unpack(options.file)


if __name__ == "__main__":
    main()
