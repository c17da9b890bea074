"""Trains the pose ControlNet on normal maps, with UNet and text encoder frozen.

Half of the maps show the person's own head, half the mean head in the same pose and expression; their
background is mid grey, the value of a normal of length zero, as in the plugin and in Arc2Face.

    python train_controlnet.py
    python train_controlnet.py --start ..               # from the bundled model's ControlNet
    python train_controlnet.py --cooldown 3000
"""
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from diffusers import ControlNetModel
from torch import nn

import configs
import dataset
import training
from diffusion import LatentDataset, Noiser, SharedContext, dropped, new_unet, noise_loss
from heads.normal_map import GREY
from prompt import Prompt, new_encoder

HEAD = 4                # weight of the head against its background, about which a normal map says nothing
LEVEL = 4               # degrees of pitch that make a view twice as likely as a level one


def trained_unet():
    """UNet and text encoder of train_unet.py; frozen."""
    networks = nn.ModuleDict({"unet": new_unet(), "encoder": new_encoder()})
    return training.load_average("unet", networks).requires_grad_(False).eval()


def new_controlnet(unet, start=None):
    """A ControlNet that starts as a copy of the UNet's first half, or as that of the model folder `start`."""
    controlnet = (ControlNetModel.from_pretrained(start / "controlnet").float() if start else
                  ControlNetModel.from_unet(unet, conditioning_embedding_out_channels=configs.CONTROLNET_CHANNELS))
    controlnet.requires_grad_(True).set_attn_processor(SharedContext())
    return controlnet


def head_area(maps, size):
    """Weights [n, 1, size, size] of mean 1 for normal maps [n, 3, s, s]: the head counts HEAD times as much as the rest."""
    head = ((maps - GREY / 255).abs().amax(1, keepdim=True) > .01).float()
    area = 1 + (HEAD - 1) * F.adaptive_avg_pool2d(head, size)
    return area / area.mean((2, 3), keepdim=True)


def steep_slot(poses, rng):
    """One of the views with poses [n, 4] in degrees, the likelier the more it looks up or down: most hardly do."""
    shares = LEVEL + np.abs(poses[:, 1])
    return rng.choice(len(poses), p=shares / shares.sum())


class ControlNetTask(training.Task):
    """Noise prediction through the frozen UNet."""

    name = "controlnet"
    rate = 8e-4
    decay = 0.01

    def __init__(self, options):
        self.batch, self.start = options.batch or 16, options.start

    def build(self):
        return nn.ModuleDict({"controlnet": new_controlnet(trained_unet()["unet"], self.start)})

    def prepare(self, device):
        self.device, self.data, self.frozen = device, LatentDataset(), trained_unet().to(device)
        self.prompt, self.noiser = Prompt(device), Noiser(0.5, device)

    def _sample(self, rng):
        """Identities, the latents of views that have a normal map, and those maps [n, 3, s, s] in 0..1."""
        persons = rng.choice(self.data.persons, self.batch)
        slots = [steep_slot(self.data.poses[person, dataset.NORMAL_VIEWS, :], rng) for person in persons]
        targets = [dataset.NORMAL_VIEWS[slot] for slot in slots]
        views = [rng.choice([v for v in range(dataset.FRONTAL) if v != target]) for target in targets]
        latents = np.stack([self.data.latents[p, v] for p, v in zip(persons, targets)])
        maps = np.stack([self.data.normals[p, slot] for p, slot in zip(persons, slots)])
        return (self.data.identity(persons, views, rng).to(self.device),
                torch.from_numpy(latents).float().to(self.device),
                torch.from_numpy(maps).to(self.device).permute(0, 3, 1, 2).float().div(255).contiguous())

    def loss(self, networks, rng):
        identities, latents, maps = self._sample(rng)
        noised, noise, steps, kept = self.noiser(latents, rng)
        with training.autocast(self.device):
            with torch.no_grad():
                context = self.prompt.context(self.frozen["encoder"], identities,
                                              dropped(len(identities), rng, self.device))
            down, middle = networks["controlnet"](noised, steps, context, controlnet_cond=maps, return_dict=False)
            found = self.frozen["unet"](noised, steps, context, down_block_additional_residuals=down,
                                        mid_block_additional_residual=middle, return_dict=False)[0]
        loss, error = noise_loss(found, noise, kept, head_area(maps, latents.shape[-1]))
        return loss, dict(epsilon=error.mean())


def main():
    parser = training.arguments(__doc__.splitlines()[0])
    parser.add_argument("--start", type=Path, help="model folder whose ControlNet to start from")
    options = parser.parse_args()
    training.train(ControlNetTask(options), options)


if __name__ == "__main__":
    main()
