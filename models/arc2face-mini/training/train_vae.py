"""Trains the autoencoder, the ceiling of everything after it.

Four terms beside the pixels: edges, colour over 4x4 pixels, (with --identity, on whole pictures)
what the recogniser sees, for a picture can be close in every pixel and still be somebody else, and (with
--critic) whether a patch could be a drawing's.

    python train_vae.py --crop 64            # first: cheap crops, colours and shapes
    python train_vae.py --crop 64 --rate 3e-4 # after 2,000 steps: the first rate is too coarse by then
    python train_vae.py --identity 0.5 --rate 3e-4 # then: whole pictures and the recogniser
    python train_vae.py --identity 0.5 --rate 3e-4 --cooldown 3000
    python train_vae.py --identity 0.5 --rate 3e-4 --decoder    # at any time later: the latents stay as they are
    python train_vae.py --identity 0.5 --critic 0.5 --rate 2e-4 --decoder --start .. --name decoder    # texture
"""
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL
from torch import nn

import configs
import dataset
import training
from critic import Critic, balance, critic_losses
from recogniser_loss import Recogniser, crop_grid, identity_loss

# Face parts that count more: (landmarks whose mean is the centre, radius in pixels of 128, extra weight)
PARTS = ((slice(36, 42), 9, 3.0), (slice(42, 48), 9, 3.0), (slice(48, 68), 13, 2.0), (slice(27, 36), 11, 1.5))
BOX = torch.tensor([[.25, .25, 0], [.25, .25, 0], [0, 0, 0]])
TENT = torch.tensor([[1., 2, 1], [2, 4, 2], [1, 2, 1]]) / 16


def _resample_init(conv, kernel):
    weight = torch.randn_like(conv.weight) * 0.02
    diagonal = torch.arange(len(weight))
    weight[diagonal, diagonal] += kernel
    conv.weight.copy_(weight)
    conv.bias.zero_()


def _stem_init(conv):
    """An isometry from the input channels, and two constant channels: a brightness reference for the norms."""
    weight = torch.randn_like(conv.weight) * 0.03
    centre = torch.empty(weight.shape[:2])
    nn.init.orthogonal_(centre)
    weight[:, :, 1, 1] += centre * (weight.shape[0] / weight.shape[1]) ** 0.5
    weight[-2:] = 0
    conv.weight.copy_(weight)
    conv.bias.zero_()
    conv.bias[-2], conv.bias[-1] = 1, -1


@torch.no_grad()
def linear_start(vae):
    """Starts as an almost linear autoencoder, which trains several times faster than the default.

    Residual branches and attention add nothing at first, shortcuts are isometries, the resampling
    convolutions are box and tent filters, and the latents pass the 1x1 convolutions unchanged.
    """
    for module in vae.modules():
        kind = type(module).__name__
        if kind == "ResnetBlock2D":
            nn.init.zeros_(module.conv2.weight)
            nn.init.zeros_(module.conv2.bias)
            if module.conv_shortcut is not None:
                nn.init.orthogonal_(module.conv_shortcut.weight)
                nn.init.zeros_(module.conv_shortcut.bias)
        elif kind == "Attention":
            nn.init.zeros_(module.to_out[0].weight)
            nn.init.zeros_(module.to_out[0].bias)
        elif kind in ("Downsample2D", "Upsample2D"):
            _resample_init(module.conv, BOX if kind == "Downsample2D" else TENT)
    _stem_init(vae.encoder.conv_in)
    _stem_init(vae.decoder.conv_in)
    vae.encoder.conv_out.weight.mul_(1.7)
    vae.encoder.conv_out.bias[4:] = -4      # almost no noise on the latents at first
    for conv in (vae.quant_conv, vae.post_quant_conv):
        conv.weight.copy_(torch.eye(len(conv.weight))[:, :, None, None])
        nn.init.zeros_(conv.bias)
    return vae


def part_weights(landmarks, size):
    """Weight maps [n, 1, size, size] for landmarks [n, 68, 2]: 1, more around eyes, mouth and nose."""
    line = torch.arange(size, dtype=torch.float32, device=landmarks.device)
    weights = landmarks.new_ones(len(landmarks), 1, size, size)
    for points, radius, extra in PARTS:
        x, y = (-((line - centre[:, None]) / radius) ** 2 for centre in landmarks[:, points].mean(1).T)
        weights += extra * (x[:, None, None, :] + y[:, None, :, None]).exp()
    return weights


def to_tensor(pictures, device="cpu"):
    """uint8 [n, height, width, 3] to float [n, 3, height, width] in -1..1."""
    tensor = torch.from_numpy(np.ascontiguousarray(pictures)).to(device)
    return tensor.permute(0, 3, 1, 2).float().div(127.5).sub(1)     # channels_last in memory


def _edges(x):
    return x[..., 1:] - x[..., :-1], x[..., 1:, :] - x[..., :-1, :]


def reconstruction_loss(found, wanted, weights):
    """(weighted pixels, weighted edges, colour of 4x4 blocks with the late-learned green-magenta axis)."""
    pixels = ((found - wanted).abs() * weights).mean()
    (fx, fy), (wx, wy) = _edges(found), _edges(wanted)
    edges = ((fx - wx).abs() * weights[..., 1:]).mean() + ((fy - wy).abs() * weights[..., 1:, :]).mean()
    block = F.avg_pool2d(found - wanted, 4)
    colour = block.abs().mean() + 0.4 * (block[:, 0] - 2 * block[:, 1] + block[:, 2]).abs().mean()
    return pixels, edges, colour


class VaeTask(training.Task):
    """Autoencoder with KL weight 1e-4 on pictures or crops of them."""

    name = "vae"
    rate = 1e-3

    def __init__(self, options):
        self.crop = options.crop
        self.identity, self.critic = options.identity, options.critic
        self.faster = {"critic": 5} if self.critic else {}      # at equal rates the decoder runs away from it
        self.batch = options.batch or (6 if self.crop else 2)
        self.name, self.start, self.decoder = options.name, options.start, options.decoder

    def build(self):
        vae = (AutoencoderKL.from_pretrained(self.start / "vae").float() if self.start
               else linear_start(AutoencoderKL(**configs.VAE)))
        if self.decoder:
            vae.encoder.requires_grad_(False)
            vae.quant_conv.requires_grad_(False)
        networks = nn.ModuleDict({"vae": vae.to(memory_format=torch.channels_last)})
        if self.critic:
            networks["critic"] = Critic().to(memory_format=torch.channels_last)
        return networks

    def prepare(self, device):
        self.device, self.data = device, dataset.Dataset()
        self.persons, _ = self.data.rendered()
        self.recogniser = Recogniser().to(device).eval() if self.identity else None

    def _sample(self, rng):
        """Pictures [n, 3, s, s], weights [n, 1, s, s] and landmarks [n, 68, 2], each mirrored half of the time."""
        size = self.crop or dataset.SIZE
        pictures, landmarks = [], []
        for person in rng.choice(self.persons, self.batch):
            view, (x, y) = rng.integers(dataset.VIEWS), rng.integers(0, dataset.SIZE - size + 1, 2)
            points = self.data.landmarks[person, view] - np.float32([x, y])
            picture = self.data.pictures[person, view, y:y + size, x:x + size]
            mirror = rng.random() < 0.5
            pictures.append(picture[:, ::-1] if mirror else picture)
            landmarks.append(_mirrored(points, size) if mirror else points)
        landmarks = np.stack(landmarks)
        weights = part_weights(torch.from_numpy(landmarks).to(self.device), size)
        return to_tensor(np.stack(pictures), self.device), weights, landmarks

    def _identity_terms(self, found, wanted, landmarks, rng):
        """Crops are shaken by up to two pixels, so that no pattern tuned to one grid pays off."""
        grid = crop_grid(landmarks + rng.normal(0, 0.7, landmarks.shape), dataset.SIZE, self.device)
        return identity_loss(self.recogniser, found, wanted, grid)

    def loss(self, networks, rng):
        pictures, weights, landmarks = self._sample(rng)
        with training.autocast(self.device):
            posterior = networks["vae"].encode(pictures).latent_dist
            latents = posterior.sample()
            found = networks["vae"].decode(latents).sample
        found = found.float()
        pixels, edges, colour = reconstruction_loss(found, pictures, weights)
        kl = posterior.kl().float().mean() / latents[0].numel()
        shown = pixels + 0.5 * edges + 1.5 * colour
        loss = shown + 1e-4 * kl
        figures = dict(pixels=pixels, edges=edges, colour=colour, kl=kl)
        if self.identity:
            term, figures["cosine"] = self._identity_terms(found, pictures, landmarks, rng)
            loss = loss + self.identity * term
        if self.critic:
            lacking, unlike, own = critic_losses(networks["critic"], found, pictures)
            loss = loss + self.critic * (balance(shown, lacking, found) * lacking + unlike) + own
            figures.update(lacking=lacking, unlike=unlike, critic=own)
        return loss, figures


# iBUG landmarks after mirroring: left and right change places.
MIRROR = np.array([*range(16, -1, -1), *range(26, 16, -1), 27, 28, 29, 30, 35, 34, 33, 32, 31,
                   45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40, 54, 53, 52, 51, 50, 49, 48,
                   59, 58, 57, 56, 55, 64, 63, 62, 61, 60, 67, 66, 65])


def _mirrored(landmarks, size):
    points = landmarks[MIRROR]
    points[:, 0] = size - 1 - points[:, 0]
    return points


def main():
    parser = training.arguments(__doc__.splitlines()[0])
    parser.add_argument("--crop", type=int, default=0, help="train on square crops of this size")
    parser.add_argument("--identity", type=float, default=0, help="weight of the recogniser's term")
    parser.add_argument("--critic", type=float, default=0, help="weight of what a critic of patches says, for texture")
    parser.add_argument("--name", default="vae", help="checkpoint name")
    parser.add_argument("--start", type=Path, help="model folder whose autoencoder to start from")
    parser.add_argument("--decoder", action="store_true", help="train the decoder alone")
    options = parser.parse_args()
    if options.crop and options.identity:
        parser.error("The recogniser needs whole pictures: give --crop or --identity, not both.")
    training.train(VaeTask(options), options)


if __name__ == "__main__":
    main()
