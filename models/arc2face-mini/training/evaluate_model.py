"""Measures the exported model with the real diffusers pipelines: identities, photographs, poses.

    python evaluate_model.py identities poses photographs=../../../test-images
    python evaluate_model.py --model .. identities poses       # the bundled model instead
    python evaluate_model.py few-steps                         # identities in four passes, by the LCM-LoRA

Writes sheets and figures.json to TRAINING/sheets. Identity vectors are fed as the plugin feeds them:
unit length, nothing subtracted.
"""
import argparse
import json
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from diffusers import (AutoencoderKL, ControlNetModel, DPMSolverMultistepScheduler, LCMScheduler,
                       StableDiffusionControlNetPipeline, StableDiffusionPipeline, UNet2DConditionModel)
from PIL import Image

import configs
import dataset
import faces
import head
import identity_space
import lora
import paths
from evaluate_vae import verification
from heads.crop import crop_matrix
from pose_estimator import PoseEstimator
from prompt import Prompt, load_encoder

STEPS, GUIDANCE = 25, 3.0
FEW_STEPS = 4                           # of the LCM-LoRA, without guidance
SHEET_POSES = [(-45, 0, 0), (-20, 0, 0), (0, 0, 0), (20, 0, 0), (45, 0, 0), (0, 18, 0), (0, -18, 0), (0, 0, 15)]


class Generator:
    """A model folder in diffusers' pipeline, with or without ControlNet, or with its LCM-LoRA."""

    def __init__(self, folder, controlnet=False, few_steps=False):
        solver = LCMScheduler if few_steps else DPMSolverMultistepScheduler
        parts = dict(
            vae=AutoencoderKL.from_pretrained(folder / "vae").float(),
            unet=UNet2DConditionModel.from_pretrained(folder / "arc2face").float(),
            scheduler=solver.from_config(
                json.loads((folder / "scheduler" / "scheduler_config.json").read_text())),
            text_encoder=None, tokenizer=None, safety_checker=None, feature_extractor=None,
            requires_safety_checker=False)
        if controlnet:
            parts["controlnet"] = ControlNetModel.from_pretrained(folder / "controlnet").float()
        if few_steps:
            lora.merge(parts["unet"], folder / lora.FILE)
        self.passes = (dict(num_inference_steps=FEW_STEPS, guidance_scale=1.0) if few_steps else
                       dict(num_inference_steps=STEPS, guidance_scale=GUIDANCE))
        kind = StableDiffusionControlNetPipeline if controlnet else StableDiffusionPipeline
        self.pipeline = kind(**parts)
        self.pipeline.set_progress_bar_config(disable=True)
        self.encoder, self.prompt = load_encoder(folder), Prompt()
        self.seconds = []

    @torch.no_grad()
    def __call__(self, identities, seed, maps=None):
        """Pictures uint8 [n, s, s, 3] of unit vectors [n, 512], picture i from seed + i."""
        vectors = torch.from_numpy(np.asarray(identities, np.float32))
        full = self.prompt.context(self.encoder, vectors)
        empty = self.prompt.context(self.encoder, vectors, torch.ones(len(vectors), dtype=torch.bool))
        extra = {} if maps is None else dict(image=[Image.fromarray(m) for m in maps])
        start, size = time.time(), 8 * configs.UNET["sample_size"]
        found = self.pipeline(
            prompt_embeds=full, negative_prompt_embeds=empty, **self.passes,
            generator=[torch.Generator().manual_seed(seed + i) for i in range(len(vectors))],
            height=size, width=size, output_type="np", **extra).images
        self.seconds.append((time.time() - start) / len(vectors))
        return (found * 255).round().astype(np.uint8)


def save_sheet(name, rows):
    """Rows of pictures as TRAINING/sheets/name, enlarged one and a half times."""
    sheet = cv2.resize(np.vstack([np.hstack(row) for row in rows]), None, fx=1.5, fy=1.5)
    cv2.imwrite(str(paths.SHEETS / name), sheet[:, :, ::-1])


def evaluate_identities(model, count, few_steps=False):
    """Four pictures of each held-out person: detection, similarity to the own and to other people, AUC.

    The centred figures leave out what all renders have in common to the recogniser (see identity_space.py).
    """
    data, generate = dataset.Dataset(), Generator(model, few_steps=few_steps)
    persons = data.rendered()[1][:count]
    vectors, rows, found, owners = np.array(data.identities[persons, 0]), [], [], []
    for number, person in enumerate(persons):
        pictures = generate(np.repeat(vectors[number:number + 1], 4, 0), 1000 + 10 * number)
        if number < 8:
            rows.append([data.pictures[person, 0], *pictures])
        found += [faces.identify(picture) for picture in pictures]
        owners += [person] * 4
    save_sheet("few-steps.png" if few_steps else "identities.png", rows)
    seen = [i for i, vector in enumerate(found) if vector is not None]
    found, owners = np.reshape([found[i] for i in seen], (-1, vectors.shape[1])), np.array(owners)[seen]
    figures = dict(persons=len(persons), pictures=4 * len(persons), detected=len(seen) / (4 * len(persons)),
                   seconds_per_picture=float(np.median(generate.seconds)))
    for name, common in (("", 0), ("centred_", identity_space.centre(data))):
        own, other, auc = verification(identity_space.normalise(found - common), owners,
                                       identity_space.normalise(vectors - common), persons)
        figures.update({name + "cosine_own": own, name + "cosine_others": other, name + "auc": auc})
    return figures


def evaluate_few_steps(model, count):
    """The same in four passes without guidance."""
    return evaluate_identities(model, count, few_steps=True)


def evaluate_photographs(model, folder):
    """Four pictures of each photograph in a folder, and their similarity to it and to the other ones."""
    photos = {}
    for path in sorted(Path(folder).glob("*.*")):
        photo = cv2.imread(str(path))
        face = None if photo is None else faces.largest(photo[:, :, ::-1].copy())
        if face is not None:
            photo = photo[:, :, ::-1].copy()
            crop = crop_matrix(face.landmarks, dataset.SIZE)
            photos[path.stem] = (cv2.warpAffine(photo, crop, (dataset.SIZE,) * 2),
                                 faces.identities(faces.align(photo, face.landmarks)[None])[0])
    generate, rows, figures = Generator(model), [], {}
    for name, (crop, vector) in photos.items():
        pictures = generate(np.repeat(vector[None], 4, 0), 77)
        rows.append([crop, *pictures])
        found = [v for v in map(faces.identify, pictures) if v is not None]
        others = [v for other, (_, v) in photos.items() if other != name]
        figures[name] = dict(detected=len(found) / 4, cosine_own=[round(float(v @ vector), 3) for v in found],
                             cosine_others=[round(float(v @ o), 3) for v in found for o in others])
    save_sheet("photographs.png", rows)
    return figures


def mean_head_map(pose):
    """The normal map of the mean head without expression; roll is put into the crop, as FFHQ would undo it."""
    yaw, pitch, roll = pose
    return head.mean_normal_map((yaw, pitch, 0), (roll, 1.0, (0, 0)), dataset.SIZE)


def evaluate_poses(model, count):
    """Five random poses of each held-out person: asked against measured angles, and identity as above."""
    data, generate = dataset.Dataset(), Generator(model, controlnet=True)
    training, persons = data.rendered()
    estimate, persons, rng = PoseEstimator(data, training), persons[:count], np.random.default_rng(5)
    vectors = np.array(data.identities[persons, 0])
    maps = np.stack([mean_head_map(pose) for pose in SHEET_POSES])
    save_sheet("poses.png", [list(maps)] + [list(generate(np.repeat(v[None], len(maps), 0), 5, maps))
                                            for v in vectors[:4]])
    asked, measured, found, owners = [], [], [], []
    for number, person in enumerate(persons):
        poses = [(rng.uniform(-50, 50), rng.uniform(-18, 18), rng.uniform(-15, 15)) for _ in range(5)]
        pictures = generate(np.repeat(vectors[number:number + 1], 5, 0), 300 + 7 * number,
                            np.stack([mean_head_map(pose) for pose in poses]))
        for pose, picture in zip(poses, pictures):
            face = faces.largest(picture)
            if face is not None:
                asked.append(pose)
                measured.append(estimate(picture, face.landmarks))
                found.append(faces.identities(faces.align(picture, face.landmarks)[None])[0])
                owners.append(person)
    asked, measured = np.reshape(asked, (-1, 3)), np.reshape(measured, (-1, 3))
    own, other, auc = verification(found, owners, vectors, persons)
    figures = dict(pictures=5 * len(persons), detected=len(found) / (5 * len(persons)), cosine_own=own,
                   cosine_others=other, auc=auc, seconds_per_picture=float(np.median(generate.seconds)))
    estimator_error = estimate.error(data, persons)
    for k, name in enumerate(("yaw", "pitch", "roll")):
        figures[name] = dict(correlation=float(np.corrcoef(asked[:, k], measured[:, k])[0, 1]),
                             mean_error=float(np.abs(asked[:, k] - measured[:, k]).mean()),
                             estimator_error=float(estimator_error[k]))
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="+", help="identities, few-steps, poses, photographs=FOLDER")
    parser.add_argument("--persons", type=int, default=24)
    parser.add_argument("--model", type=Path, default=paths.EXPORT, help="model folder; default: the exported one")
    options = parser.parse_args()
    paths.make_folders()
    path = paths.SHEETS / "figures.json"
    figures = json.loads(path.read_text()) if path.exists() else {}
    for what in options.what:
        name, _, folder = what.partition("=")
        figures[name] = (evaluate_photographs(options.model, folder) if name == "photographs" else
                         {"identities": evaluate_identities, "few-steps": evaluate_few_steps,
                          "poses": evaluate_poses}[name](options.model, options.persons))
        print(name, json.dumps(figures[name], indent=1), flush=True)
        path.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
