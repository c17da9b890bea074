"""Trains UNet and text encoder together, from scratch or from a model folder.

A person's identity vector comes from one render, the pictures to denoise from others of the same person,
so that only what stays the same can be learned from the vector. With --identity, the picture that a
prediction amounts to is decoded as well, and the recogniser says whether it shows the person asked for.

    python train_unet.py
    python train_unet.py --start .. --identity 0.2      # from the bundled model
    python train_unet.py --cooldown 8000
"""
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import configs
import dataset
import evaluate_vae
import training
from diffusion import LatentDataset, Noiser, dropped, new_unet, noise_loss
from prompt import ID_POSITION, Prompt, new_encoder
from recogniser_loss import Recogniser, crop_grid

PER_PERSON = 3          # pictures that share one context
WIDE = 1                # of them turned far: faces in profile are seldom asked for, and seldom found
LIKENESSES = 6          # pictures of a batch that the recogniser looks at
SEEN_KEPT = 0.08, 0.6   # share of signal power: below, a prediction is no picture yet; above, the prompt hardly counts


@torch.no_grad()
def condition_start(encoder, unet, identities):
    """Lets the identity be seen from the first step.

    With the default start the id token is one of 77 and the constant padding drowns it: the UNet learns to
    ignore the prompt. Here, in the first layer, every position attends to the id token's position; the
    constant part of the output over `identities` [n, 512] is taken out by the final norm's bias; and the
    UNet's cross-attention starts afresh.
    """
    text, generator = encoder.text_model, torch.Generator().manual_seed(1)
    heads, width = configs.TEXT["num_attention_heads"], configs.TEXT["hidden_size"]
    positions, tokens = text.embeddings.position_embedding.weight, text.embeddings.token_embedding.weight
    positions.mul_(0.3)
    tokens.mul_(0.5)
    mark = torch.randn(width, generator=generator)
    mark -= mark.mean()
    mark /= mark.norm()
    positions[ID_POSITION] = 0.5 * mark
    attention = text.encoder.layers[0].self_attn
    attention.q_proj.weight.mul_(0.5)
    attention.k_proj.weight.mul_(0.5)
    for part in torch.arange(width).split(width // heads):
        key = torch.randn(len(part), generator=generator)
        key /= key.norm()
        attention.k_proj.weight[part] += key[:, None] * mark
        attention.q_proj.bias[part] = 4.5 * key
    attention.out_proj.weight.mul_(2)
    text.final_layer_norm.bias -= Prompt().context(encoder, identities)[:, ID_POSITION:].mean((0, 1))
    for name, module in unet.named_modules():
        if name.endswith("attn2"):
            module.to_k.reset_parameters()
            module.to_v.reset_parameters()


def load_folder(folder, unet, encoder):
    """Fills both networks with the weights of a model folder."""
    for network, name in ((unet, "arc2face"), (encoder, "encoder")):
        network.load_state_dict(type(network).from_pretrained(folder / name).float().state_dict())


class Likeness:
    """How much decoded latents look like the persons asked for, to the recogniser.

    Both sides are centred on the renders' mean: what all renders share is no likeness.
    """

    def __init__(self, data, device):
        self.data, self.device = data, device
        self.centre = torch.from_numpy(data.centre).to(device)
        self.vae = evaluate_vae.load("export").to(device).requires_grad_(False)
        self.recogniser = Recogniser().to(device).eval()

    def _centred(self, vectors):
        return F.normalize(vectors - self.centre, dim=1)

    def __call__(self, latents, pictures, sources):
        """Mean cosine of latents [n, 4, s, s] of `pictures` to the identities of `sources` (person, view)."""
        with training.autocast(self.device):
            decoded = self.vae.decode(latents / self.vae.config.scaling_factor).sample.float()
        grid = crop_grid(self.data.landmarks[tuple(pictures.T)], dataset.SIZE, self.device)
        found, _ = self.recogniser(F.grid_sample(decoded.clamp(-1, 1), grid, align_corners=False))
        wanted = torch.from_numpy(self.data.identities[tuple(sources.T)]).to(self.device)
        return (self._centred(found) * self._centred(wanted)).sum(1).mean()


class UnetTask(training.Task):
    """Noise prediction."""

    name = "unet"
    rate = 6e-4
    warmup = 80
    decay = 0.01
    ema = 0.998

    def __init__(self, options):
        self.persons = max(1, (options.batch or 24) // PER_PERSON)
        self.start, self.identity = options.start, options.identity

    def build(self):
        unet, encoder, data = new_unet(), new_encoder(), LatentDataset()
        if self.start:
            load_folder(self.start, unet, encoder)
            return nn.ModuleDict({"unet": unet, "encoder": encoder})
        rng = np.random.default_rng(0)
        chosen = rng.choice(data.persons, 400)
        condition_start(encoder, unet, data.identity(chosen, [0] * 400, rng))
        return nn.ModuleDict({"unet": unet, "encoder": encoder})

    def prepare(self, device):
        self.device, self.data = device, LatentDataset()
        self.prompt, self.noiser = Prompt(device), Noiser(0.8, device)
        self.likeness = Likeness(self.data, device) if self.identity else None

    def _sample(self, rng):
        """Persons and views [n, 2] of the identities, and those [PER_PERSON n, 2] of the pictures."""
        persons = rng.choice(self.data.persons, self.persons)
        views = rng.integers(dataset.FRONTAL, size=self.persons)
        pictures = [(person, other) for person, view in zip(persons, views) for other in self._others(view, rng)]
        return np.stack([persons, views], 1), np.array(pictures)

    @staticmethod
    def _others(view, rng):
        """PER_PERSON views beside the given one, WIDE of them turned far."""
        frontal, wide = range(dataset.FRONTAL), range(dataset.FRONTAL, dataset.VIEWS)
        return [*rng.permutation([v for v in frontal if v != view])[:PER_PERSON - WIDE], *rng.permutation(wide)[:WIDE]]

    def loss(self, networks, rng):
        sources, pictures = self._sample(rng)
        identities = self.data.identity(*sources.T, rng).to(self.device)
        nobody = dropped(len(identities), rng, self.device)
        latents = torch.from_numpy(self.data.latents[tuple(pictures.T)]).float().to(self.device)
        noised, noise, steps, kept = self.noiser(latents, rng)
        with training.autocast(self.device):
            context = self.prompt.context(networks["encoder"], identities, nobody)
            found = networks["unet"](noised, steps, context, return_dict=False)[0].float()
        loss, error = noise_loss(found, noise, kept)
        figures = dict(epsilon=error.mean())
        if self.likeness:
            share = kept[:, None, None, None]
            clean = (noised - (1 - share).sqrt() * found) / share.sqrt()
            seen = self._seen(kept, nobody, rng)
            figures["cosine"] = self.likeness(clean[seen], pictures[seen], np.repeat(sources, PER_PERSON, 0)[seen])
            loss = loss + self.identity * (1 - figures["cosine"])
        return loss, figures

    @staticmethod
    def _seen(kept, nobody, rng):
        """Which pictures of a batch the recogniser looks at: one at least, for the loss must not be empty."""
        named = ~nobody.repeat_interleave(PER_PERSON)
        fit = (named & (kept > SEEN_KEPT[0]) & (kept < SEEN_KEPT[1])).nonzero()[:, 0].cpu().numpy()
        return rng.permutation(fit)[:LIKENESSES] if len(fit) else rng.integers(len(kept), size=1)


def main():
    parser = training.arguments(__doc__.splitlines()[0])
    parser.add_argument("--start", type=Path, help="model folder to start from")
    parser.add_argument("--identity", type=float, default=0, help="weight of the recogniser's term")
    options = parser.parse_args()
    training.train(UnetTask(options), options)


if __name__ == "__main__":
    main()
