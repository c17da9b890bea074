"""Distils the UNet into a LoRA that makes a picture in four passes without guidance.

Consistency distillation (Luo et al. 2023, LCM and LCM-LoRA), as diffusers' scripts do it: from a noised
latent the frozen UNet, guided, takes one DDIM step of a fiftieth of the way; the UNet with the LoRA must
foresee the same picture from both ends of that step. The boundary functions are LCMScheduler's.

    python train_lcm.py
    python train_lcm.py --start ..              # from the bundled model's LoRA
    python train_lcm.py --cooldown 2000      # writes TRAINING/arc2face-mini/lcm-lora/pytorch_lora_weights.safetensors
"""
from pathlib import Path

import numpy as np
import torch
from torch import nn

import dataset
import lora
import paths
import training
from diffusion import LatentDataset, Noiser, new_unet
from prompt import Prompt
from train_controlnet import trained_unet

RANK = 16
STEP = 20                               # timesteps in a DDIM step: 1000 / 50
GUIDANCE = (2.0, 4.0)                   # drawn evenly; Arc2Face uses 3
SIGMA_DATA, TIMESTEP_SCALING = 0.5, 10.0
HUBER = 0.001


def boundary(steps):
    """LCMScheduler's (c_skip, c_out) [n, 1, 1, 1]: at timestep 0 the input itself is the answer."""
    scaled = steps.float()[:, None, None, None] * TIMESTEP_SCALING
    total = scaled ** 2 + SIGMA_DATA ** 2
    return SIGMA_DATA ** 2 / total, scaled / total.sqrt()


class LcmTask(training.Task):
    """Trains the LoRA alone."""

    name = "lcm"
    rate = 3e-4
    decay = 0.0

    def __init__(self, options):
        self.batch, self.start = options.batch or 12, options.start

    def build(self):
        additions = lora.Lora(new_unet(), RANK)
        return nn.ModuleDict({"lora": additions.load(self.start / lora.FILE) if self.start else additions})

    def prepare(self, device):
        self.device, self.data = device, LatentDataset()
        self.teacher, self.student = trained_unet().to(device), trained_unet()["unet"].to(device)
        self.prompt, self.kept, self.attached = Prompt(device), Noiser(1, device).kept, False

    def _attach(self, networks):
        if not self.attached:
            networks["lora"].attach(self.student)
            self.attached = True

    def _sample(self, rng):
        """Augmented identities [n, 512] and latents [n, 4, s, s] of other views."""
        persons = rng.choice(self.data.persons, self.batch)
        views, targets = rng.integers(dataset.FRONTAL, size=self.batch), rng.integers(dataset.VIEWS, size=self.batch)
        latents = np.stack([self.data.latents[p, v] for p, v in zip(persons, targets)])
        return (self.data.identity(persons, views, rng).to(self.device),
                torch.from_numpy(latents).float().to(self.device))

    def _clean(self, noised, noise, steps):
        """The latent that predicted noise leaves behind."""
        kept = self.kept[steps][:, None, None, None]
        return (noised - (1 - kept).sqrt() * noise) / kept.sqrt()

    def _foresee(self, noised, steps, context):
        """The student's picture: the consistency function."""
        skip, out = boundary(steps)
        noise = self.student(noised, steps, context).sample.float()
        return skip * noised + out * self._clean(noised, noise, steps)

    @torch.no_grad()
    def _teacher_step(self, noised, steps, earlier, context, empty, guidance):
        """One guided DDIM step from `steps` to `earlier`."""
        double = torch.cat([noised, noised]), torch.cat([steps, steps]), torch.cat([empty, context])
        nobody, somebody = self.teacher["unet"](*double).sample.float().chunk(2)
        noise = nobody + guidance * (somebody - nobody)
        kept = self.kept[earlier][:, None, None, None]
        return kept.sqrt() * self._clean(noised, noise, steps) + (1 - kept).sqrt() * noise

    def loss(self, networks, rng):
        self._attach(networks)
        identities, latents = self._sample(rng)
        steps = torch.from_numpy(rng.integers(1, 1000 // STEP + 1, self.batch) * STEP - 1).to(self.device)
        earlier, kept = (steps - STEP).clamp(min=0), self.kept[steps][:, None, None, None]
        noised = kept.sqrt() * latents + (1 - kept).sqrt() * torch.randn_like(latents)
        guidance = torch.from_numpy(rng.uniform(*GUIDANCE, (self.batch, 1, 1, 1))).float().to(self.device)
        nobody = torch.ones(self.batch, dtype=torch.bool, device=self.device)
        with training.autocast(self.device):
            context = self.prompt.context(self.teacher["encoder"], identities)
            empty = self.prompt.context(self.teacher["encoder"], identities, nobody)
            # The student's pass with gradients comes first: autocast keeps the casts of a pass without them.
            found = self._foresee(noised, steps, context)
            with torch.no_grad():
                nearer = self._teacher_step(noised, steps, earlier, context, empty, guidance)
                target = self._foresee(nearer, earlier, context)
        return (((found - target) ** 2 + HUBER ** 2).sqrt() - HUBER).mean(), {}


def main():
    parser = training.arguments(__doc__.splitlines()[0])
    parser.add_argument("--start", type=Path, help="model folder whose LoRA to start from")
    options = parser.parse_args()
    training.train(LcmTask(options), options)
    networks = nn.ModuleDict({"lora": lora.Lora(new_unet(), RANK)})
    path = paths.EXPORT / lora.FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    training.load_average("lcm", networks)["lora"].save(path)


if __name__ == "__main__":
    main()
