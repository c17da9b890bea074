"""What training UNet and ControlNet have in common: noise, latents, attention."""
import numpy as np
import torch
from diffusers import DDPMScheduler, UNet2DConditionModel

import configs
import dataset
import identity_space
import paths

DROPPED = 0.1           # share of samples trained with the empty prompt
DISTURBED = 0.67        # share of identities that are of disturbed views


class SharedContext:
    """Attention whose batch may be a multiple of the context's: keys and values once per context.

    Plain products and softmax: torch's fused CPU kernel is several times slower at heads this narrow.
    """

    def __call__(self, attention, hidden, encoder_hidden_states=None, attention_mask=None, temb=None):
        context = hidden if encoder_hidden_states is None else encoder_hidden_states
        batch, length, width = hidden.shape
        heads, depth = attention.heads, width // attention.heads
        query, key, value = attention.to_q(hidden), attention.to_k(context), attention.to_v(context)
        if len(key) != batch:
            key, value = (x.repeat_interleave(batch // len(x), 0) for x in (key, value))

        def split(x):
            return x.view(batch, -1, heads, depth).transpose(1, 2).reshape(batch * heads, -1, depth)
        shares = torch.bmm(split(query) * depth ** -0.5, split(key).transpose(1, 2)).softmax(-1)
        found = torch.bmm(shares.to(value.dtype), split(value)).view(batch, heads, length, depth)
        return attention.to_out[0](found.transpose(1, 2).reshape(batch, length, width))


def new_unet():
    """A freshly initialised UNet with the shared-context attention."""
    unet = UNet2DConditionModel(**configs.UNET)
    unet.set_attn_processor(SharedContext())
    return unet


class Noiser:
    """Noised latents at random timesteps, spread evenly over each batch; power < 1 favours noisy ones."""

    def __init__(self, power, device):
        scheduler = DDPMScheduler(**{k: v for k, v in configs.SCHEDULER.items() if k != "set_alpha_to_one"})
        self.kept, self.power = scheduler.alphas_cumprod.to(device), power

    def __call__(self, latents, rng):
        """(noised latents, noise, timesteps, share of signal power kept)"""
        n = len(latents)
        spread = (rng.permutation(n) + rng.random(n)) / n
        steps = torch.from_numpy((spread ** self.power * 1000).astype(np.int64).clip(0, 999)).to(latents.device)
        noise, kept = torch.randn_like(latents), self.kept[steps]
        share = kept[:, None, None, None]
        return share.sqrt() * latents + (1 - share).sqrt() * noise, noise, steps, kept


class LatentDataset(dataset.Dataset):
    """The data set with the autoencoder's latents, and where identity vectors lie."""

    def __init__(self):
        super().__init__()
        self.latents = np.load(paths.DATA / "latents.npy", mmap_mode="r")
        self.persons, _ = self.rendered()
        self.persons = self.persons[self.persons < len(self.latents)]
        self.centre, self.directions = identity_space.centre(self), identity_space.directions(self)

    def vectors(self, persons, views, rng):
        """Identity vectors [n, 512] of frontal views, most of them disturbed as photographs are."""
        return np.stack([self.disturbed[p, v, rng.integers(dataset.DISTURBED)] if rng.random() < DISTURBED
                         else self.identities[p, v] for p, v in zip(persons, views)])

    def fed(self, vectors, rng):
        """Vectors [n, 512] as the networks are fed with them in training: centred and with noise."""
        return torch.from_numpy(identity_space.augment(vectors, self.centre, self.directions, rng))

    def identity(self, persons, views, rng):
        """Identity vectors [n, 512] of frontal views, as the networks are fed with them."""
        return self.fed(self.vectors(persons, views, rng), rng)


def noise_loss(found, noise, kept, area=1):
    """(loss, mean squared error [n]) of predicted noise [n, c, s, s], weighted by an area [n, 1, s, s] of mean 1.

    Between the weightings of epsilon and of v prediction, for the noisy steps decide identity and pose.
    """
    error = ((found.float() - noise).square() * area).mean((1, 2, 3))
    return (error * kept ** -0.5).mean(), error


def dropped(n, rng, device):
    """Which of n samples get the empty prompt."""
    return torch.from_numpy(rng.random(n) < DROPPED).to(device)
