"""What the autoencoder keeps of held-out renders: PSNR, detail, identity cosine and AUC; with a sheet to look at.

Identities are measured as the plugin would: the reconstruction goes through detector, landmarks and
recogniser, and is compared with vectors of OTHER renders (the ceiling is what the renders themselves
reach) and with its own original. The mirrored column repeats it on mirrored pictures, which the
training's identity term never saw in this alignment: a large gap would mean that the decoder
learned to please the recogniser rather than to draw.
"""
import argparse
import json

import cv2
import numpy as np
import torch
from diffusers import AutoencoderKL

import configs
import dataset
import faces
import paths
import training
from train_vae import to_tensor


def load(name):
    """The autoencoder of a checkpoint, or of a model folder if name is "export" or "bundled"."""
    folders = dict(export=paths.EXPORT, bundled=paths.MODEL)
    if name in folders:
        return AutoencoderKL.from_pretrained(folders[name] / "vae").float().eval()
    networks = torch.nn.ModuleDict({"vae": AutoencoderKL(**configs.VAE)})
    return training.load_average(name, networks)["vae"].eval()


@torch.no_grad()
def reconstruct(vae, pictures):
    """uint8 [n, s, s, 3] through encoder (the mean, no noise) and decoder."""
    results = []
    for picture in pictures:
        found = vae.decode(vae.encode(to_tensor(picture[None])).latent_dist.mode()).sample
        results.append(((found.clamp(-1, 1) + 1) * 127.5).round().byte()[0].permute(1, 2, 0).numpy())
    return np.stack(results)


def psnr(a, b):
    """Peak signal to noise ratio in dB over all pictures together."""
    return float(10 * np.log10(255 ** 2 / np.mean((a.astype(float) - b) ** 2)))


def part_psnr(a, b, landmarks):
    """PSNR inside the box of the inner face's landmarks."""
    errors = []
    for x, y, points in zip(a, b, landmarks):
        left, top = np.clip(points[17:].min(0) - 2, 0, None).astype(int)
        right, bottom = points[17:].max(0).astype(int) + 3
        errors.append(np.mean((x[top:bottom, left:right].astype(float) - y[top:bottom, left:right]) ** 2))
    return float(10 * np.log10(255 ** 2 / np.mean(errors)))


def detail(pictures):
    """Mean difference of neighbouring pixels in grey values, by which blurred pictures lack what sharp ones have."""
    values = pictures.astype(float)
    return float((np.abs(np.diff(values, axis=1)).mean() + np.abs(np.diff(values, axis=2)).mean()) / 2)


def verification(vectors, persons, others, other_persons):
    """(mean cosine to the same person's, to other people's, AUC); not a number where no face was found."""
    if not len(vectors):
        return (float("nan"),) * 3
    similarity = np.stack(vectors) @ others.T
    same = np.asarray(persons)[:, None] == np.asarray(other_persons)[None]
    return (float(similarity[same].mean()), float(similarity[~same].mean()),
            faces.auc(similarity[same], similarity[~same]))


def measure(vae, count):
    """Figures over the first two frontal views of `count` held-out persons, and the pictures."""
    data = dataset.Dataset()
    persons = data.rendered()[1][:count]
    originals = np.concatenate([data.pictures[persons, view] for view in (0, 1)])
    marks = np.concatenate([data.landmarks[persons, view] for view in (0, 1)])
    owners = np.concatenate([persons, persons])
    found = reconstruct(vae, originals)
    third = np.array(data.identities[persons, 2])                  # a render that was not reconstructed
    figures = dict(pictures=len(found), psnr=psnr(originals, found), psnr_face=part_psnr(originals, found, marks),
                   detail=detail(found), detail_of_renders=detail(originals))
    for name, pictures in (("renders", originals), ("kept", found), ("mirrored", found[:, :, ::-1])):
        vectors = [faces.identify(np.ascontiguousarray(picture)) for picture in pictures]
        seen = [i for i, v in enumerate(vectors) if v is not None]
        own, other, auc = verification([vectors[i] for i in seen], owners[seen], third, persons)
        figures[name] = dict(found=len(seen) / len(vectors), cosine_same=own, cosine_different=other, auc=auc)
        if name == "renders":
            first = vectors
        elif name == "kept":
            pairs = [first[i] @ vectors[i] for i in seen if first[i] is not None]
            figures["cosine_to_original"] = float(np.sum(pairs)) / max(1, len(pairs))
    return figures, originals, found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--name", default="vae", help='checkpoint, or "export" or "bundled"')
    parser.add_argument("--persons", type=int, default=60)
    options = parser.parse_args()
    torch.set_num_threads(1)
    paths.make_folders()
    figures, originals, found = measure(load(options.name), options.persons)
    print(json.dumps(figures, indent=1))
    with open(paths.SHEETS / f"{options.name}.jsonl", "a") as log:
        log.write(json.dumps(figures) + "\n")
    rows = [np.hstack(part) for k in range(0, min(16, len(found)), 8)
            for part in (originals[k:k + 8], found[k:k + 8])]
    cv2.imwrite(str(paths.SHEETS / f"{options.name}.png"), np.vstack(rows)[:, :, ::-1])


if __name__ == "__main__":
    main()
