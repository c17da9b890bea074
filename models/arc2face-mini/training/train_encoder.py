"""Teaches the text encoder to read vectors that are as far from a render's as a photograph's are.

train_unet.py denoises pictures, so it sees few identities in a minute. Here no picture is denoised. What the encoder of a model folder makes of
a drawn person's own vector, centred and without noise, is what the same network shall make of all vectors that may be this
person's: of disturbed views, centred in part and with strong noise (`identity_space.py`), and of two people mixed. It learns to give the mean of what
can be meant. UNet, ControlNet and LoRA know such contexts and stay as they are; so do the embeddings of tokens and places.

    python train_encoder.py --start ..          # from the bundled model

A mean is nearer to the mean of all people than any of them is, so what becomes of photographs is paler than people are. With --spread, an encoder that
has learned to read learns to answer with a person: what it makes of a vector is moved away from the mean, until it is as far as drawn people are.

    python train_encoder.py --start READER --spread
"""
from pathlib import Path

import numpy as np
import torch
from torch import nn

import dataset
import training
from diffusion import LatentDataset
from identity_space import normalise
from prompt import ID_POSITION, LENGTH, Prompt, load_encoder

MIXED = 0.5             # share of samples that are of two people, the second one by up to a half
SHORT = 12              # tokens that most steps look at: the mask is causal, so that the first contexts do not depend on the rest
SHORT_STEPS = 0.75      # share of those steps
SPREAD_OF = 200         # people who tell how much contexts differ
FARTHEST = 2.0          # by how much a context is moved away from the mean at most


class EncoderTask(training.Task):
    """The squared error of contexts, as a share of what drawn people's contexts differ by."""

    name = "encoder"
    rate = 5e-4
    warmup = 100
    decay = 0.02
    ema = 0.999

    def __init__(self, options):
        self.start, self.batch, self.keeps_spread = options.start, options.batch or 48, options.spread

    def build(self):
        encoder = load_encoder(self.start)
        encoder.text_model.embeddings.requires_grad_(False)
        return nn.ModuleDict({"encoder": encoder})

    @torch.no_grad()
    def prepare(self, device):
        self.device, self.data, self.prompt = device, LatentDataset(), Prompt(device)
        self.teacher = load_encoder(self.start).requires_grad_(False).to(device)
        self.own = normalise(np.array(self.data.identities).mean(1) - self.data.centre)
        people = torch.from_numpy(self.own[self.data.persons[:SPREAD_OF]]).to(device)
        contexts = self.prompt.context(self.teacher, people)
        self.mean, self.spread = contexts.mean(0), contexts.var(0).sum(-1)          # [77, 512], [77]
        self.nobody = torch.ones(1, dtype=torch.bool, device=device)
        self.empty = self.prompt.context(self.teacher, people[:1], self.nobody)

    def _sample(self, rng):
        """(vectors as they are fed, the own vectors of those whom they are of), both [n, 512]."""
        first, second = rng.choice(self.data.persons, (2, self.batch))
        share = np.where(rng.random(self.batch) < MIXED, rng.random(self.batch) / 2, 0)[:, None].astype(np.float32)
        seen = [self.data.vectors(people, rng.integers(dataset.FRONTAL, size=self.batch), rng) for people in (first, second)]
        mixed, own = (normalise((1 - share) * one + share * other) for one, other in (seen, (self.own[first], self.own[second])))
        return self.data.fed(mixed, rng).to(self.device), torch.from_numpy(own).to(self.device)

    def _wanted(self, fed, own, length):
        """What the network shall make of vectors [n, 512]: contexts [n, length, 512]."""
        if not self.keeps_spread:
            return self.prompt.context(self.teacher, own, length=length)
        found, mean = self.prompt.context(self.teacher, fed, length=length), self.mean[:length]
        share = ((found - mean).square().sum(-1) / self.spread[:length])[:, ID_POSITION:].mean(1)
        return mean + share.rsqrt().clamp(1, FARTHEST)[:, None, None] * (found - mean)

    def _error(self, found, wanted):
        """What lies before the identity does not depend on it: contexts do not differ there, and are not compared."""
        squares = (found - wanted)[:, ID_POSITION:].square().sum(-1)
        return (squares / self.spread[ID_POSITION:found.shape[1]]).mean()

    def loss(self, networks, rng):
        length = SHORT if rng.random() < SHORT_STEPS else LENGTH
        fed, own = self._sample(rng)
        with torch.no_grad():
            wanted = self._wanted(fed, own, length)
        found = self.prompt.context(networks["encoder"], fed, length=length)
        empty = self.prompt.context(networks["encoder"], fed[:1], self.nobody)
        figures = dict(misread=self._error(found, wanted), empty=self._error(empty, self.empty))
        return figures["misread"] + figures["empty"], figures


def main():
    parser = training.arguments(__doc__.splitlines()[0])
    parser.add_argument("--start", type=Path, required=True, help="model folder to start from")
    parser.add_argument("--spread", action="store_true", help="answer with people who differ as much as drawn people do")
    options = parser.parse_args()
    training.train(EncoderTask(options), options)


if __name__ == "__main__":
    main()
