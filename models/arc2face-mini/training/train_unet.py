"""Trains UNet and text encoder together, from scratch.

A person's identity vector comes from one render, the pictures to denoise from others of the same person,
so that only what stays the same can be learned from the vector.

    python train_unet.py
    python train_unet.py --cooldown 8000
"""
import numpy as np
import torch
from torch import nn

import configs
import dataset
import training
from diffusion import LatentDataset, Noiser, dropped, new_unet
from prompt import ID_POSITION, Prompt, new_encoder

PER_PERSON = 3          # pictures that share one context


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


class UnetTask(training.Task):
    """Noise prediction; between epsilon and v weighting, for the noisy steps decide the identity."""

    name = "unet"
    rate = 6e-4
    warmup = 80
    decay = 0.01
    ema = 0.998

    def __init__(self, options):
        self.persons = max(1, (options.batch or 24) // PER_PERSON)

    def build(self):
        unet, encoder, data = new_unet(), new_encoder(), LatentDataset()
        rng = np.random.default_rng(0)
        chosen = rng.choice(data.persons, 400)
        condition_start(encoder, unet, data.identity(chosen, [0] * 400, rng))
        return nn.ModuleDict({"unet": unet, "encoder": encoder})

    def prepare(self, device):
        self.device, self.data = device, LatentDataset()
        self.prompt, self.noiser = Prompt(device), Noiser(0.8, device)

    def _sample(self, rng):
        persons = rng.choice(self.data.persons, self.persons)
        views = rng.integers(dataset.FRONTAL, size=self.persons)
        latents = []
        for person, view in zip(persons, views):
            others = [v for v in rng.permutation(dataset.VIEWS) if v != view]
            latents.append(self.data.latents[person][others[:PER_PERSON]])
        latents = torch.from_numpy(np.concatenate(latents)).float()
        return self.data.identity(persons, views, rng).to(self.device), latents.to(self.device)

    def loss(self, networks, rng):
        identities, latents = self._sample(rng)
        noised, noise, steps, kept = self.noiser(latents, rng)
        with training.autocast(self.device):
            context = self.prompt.context(networks["encoder"], identities, dropped(len(identities), rng, self.device))
            found = networks["unet"](noised, steps, context, return_dict=False)[0]
        error = (found.float() - noise).square().mean((1, 2, 3))
        return (error * kept ** -0.5).mean(), dict(epsilon=error.mean())


def main():
    options = training.arguments(__doc__.splitlines()[0]).parse_args()
    training.train(UnetTask(options), options)


if __name__ == "__main__":
    main()
