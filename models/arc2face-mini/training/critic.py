"""A small network that tells drawings from what the autoencoder makes of them, and so teaches it texture.

Pixels that cannot be foreseen, such as hair, come out as their mean, which is blurred, whatever the loss compares pixel
by pixel. A critic of patches (Isola et al. 2017, arXiv 1611.07004) with the hinge loss, as Stable Diffusion's autoencoder
had it (Rombach et al. 2022, arXiv 2112.10752), asks for pixels like those of drawings instead. What its layers find in
both pictures is compared as well (Wang et al. 2018, arXiv 1711.11585), which keeps the texture to its place.
"""
import torch
import torch.nn.functional as F
from torch import nn
from torch.func import functional_call

CHANNELS = 32, 64, 128
GROUPS = 8
SLOPE = 0.2


class Critic(nn.Module):
    """Pictures [n, 3, s, s] in -1..1 to (scores [n, 1, s / 8 - 2, s / 8 - 2], positive for drawings; features of its layers).

    A score is of a patch of 46 x 46 pixels.
    """

    def __init__(self):
        super().__init__()
        layers, before = [], 3
        for width in CHANNELS:
            norm = nn.GroupNorm(GROUPS, width) if before > 3 else nn.Identity()
            layers.append(nn.Sequential(nn.Conv2d(before, width, 4, 2, 1), norm, nn.LeakyReLU(SLOPE)))
            before = width
        self.layers, self.score = nn.ModuleList(layers), nn.Conv2d(before, 1, 3)
        for convolution in (m for m in self.modules() if isinstance(m, nn.Conv2d)):
            nn.init.kaiming_normal_(convolution.weight, SLOPE)      # learns in half the steps of the default
            nn.init.zeros_(convolution.bias)

    def forward(self, pictures):
        features = []
        for layer in self.layers:
            pictures = layer(pictures)
            features.append(pictures)
        return self.score(pictures), features


def critic_losses(critic, found, wanted):
    """(score that pictures found lack; how far their features are from those wanted; the critic's own loss); [n, 3, s, s] in -1..1.

    The first two move `found` only, the last one the critic only: so their sum trains both in one step.
    """
    frozen = {name: weight.detach() for name, weight in critic.named_parameters()}
    scores, features = functional_call(critic, frozen, (found,))
    right, wanted_features = critic(wanted)
    wrong, _ = critic(found.detach())
    unlike = sum((a - b.detach()).abs().mean() / b.detach().abs().mean() for a, b in zip(features, wanted_features))
    own = F.relu(1 - right).mean() + F.relu(1 + wrong).mean()
    return -scores.mean(), unlike / len(features), own


def balance(first, second, values):
    """The factor that gives the gradient of `second` at `values` the length that the gradient of `first` has there.

    A critic that has become sure of itself would otherwise drown all else (Esser et al. 2021, arXiv 2012.09841, equation 7).
    """
    one, other = (torch.autograd.grad(loss, values, retain_graph=True)[0].norm() for loss in (first, second))
    return one / other.clamp_min(1e-8)
