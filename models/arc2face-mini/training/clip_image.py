"""CLIP's image encoders, frozen: what is seen in pictures? The same, to the pixel, as the plugin's ImageEncoder.

A folder with a config.json holds a vision transformer as transformers saves it. One without holds the modified ResNet
(Radford et al. 2021, section 2.3): OpenAI's RN101.pt under the name pytorch_model.bin, or its tensors as model.safetensors.
"""
import cv2
import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file
from torch.nn import functional as F
from transformers import CLIPVisionModelWithProjection

MEAN, DEVIATION = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
HEAD = 64                               # features of a head of the ResNet's attention


def read(path):
    """A picture file as uint8 [height, width, 3], RGB."""
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise SystemExit(f"{path} cannot be read as a picture.")
    return picture[:, :, ::-1].copy()


def square(picture, side):
    """The shorter side resized by Pillow's bicubic filter, then the middle: uint8 [side, side, 3]."""
    height, width = picture.shape[:2]
    shorter = min(height, width)
    size = side * width // shorter, side * height // shorter
    small = np.asarray(Image.fromarray(picture).resize(size, Image.BICUBIC))
    top, left = (size[1] - side) // 2, (size[0] - side) // 2
    return small[top:top + side, left:left + side]


class ImageEncoder:
    """Pictures, each uint8 [height, width, 3], to embeddings [n, projection]."""

    def __init__(self, folder, device):
        self.device = device
        if (folder / "config.json").exists():
            model = CLIPVisionModelWithProjection.from_pretrained(folder).to(device).eval()
            self.side, self.see = model.config.image_size, lambda pixels: model(pixels).image_embeds
        else:
            resnet = ModifiedResNet(folder, device)
            self.side, self.see = resnet.side, resnet

    @torch.no_grad()
    def __call__(self, pictures):
        pixels = torch.from_numpy(np.stack([square(picture, self.side) for picture in pictures])).to(self.device)
        mean, deviation = (torch.tensor(x, device=self.device) for x in (MEAN, DEVIATION))
        return self.see(((pixels / 255 - mean) / deviation).permute(0, 3, 1, 2))


class ModifiedResNet:
    """Its shape is that of its tensors."""

    def __init__(self, folder, device):
        path = folder / "model.safetensors"
        tensors = load_file(path) if path.exists() else torch.jit.load(folder / "pytorch_model.bin").state_dict()
        self.w = {name.removeprefix("visual."): tensor.float().to(device) for name, tensor in tensors.items()}
        self.side = 32 * round((len(self.w["attnpool.positional_embedding"]) - 1) ** 0.5)

    def _conv(self, x, conv, norm, **shape):
        x = F.conv2d(x, self.w[f"{conv}.weight"], **shape)
        return F.batch_norm(x, *(self.w[f"{norm}.{part}"] for part in ("running_mean", "running_var", "weight", "bias")))

    def _block(self, x, name, stride):
        y = self._conv(x, f"{name}.conv1", f"{name}.bn1").relu()
        y = self._conv(y, f"{name}.conv2", f"{name}.bn2", padding=1).relu()
        y = self._conv(F.avg_pool2d(y, stride), f"{name}.conv3", f"{name}.bn3")
        if f"{name}.downsample.0.weight" in self.w:
            x = self._conv(F.avg_pool2d(x, stride), f"{name}.downsample.0", f"{name}.downsample.1")
        return (x + y).relu()

    def _pool(self, x):
        """Attention of the mean to all places."""
        tokens = x.flatten(2).transpose(1, 2)
        tokens = torch.cat([tokens.mean(1, keepdim=True), tokens], 1) + self.w["attnpool.positional_embedding"]

        def heads(name, x):
            y = F.linear(x, self.w[f"attnpool.{name}.weight"], self.w[f"attnpool.{name}.bias"])
            return y.unflatten(-1, (-1, HEAD)).transpose(1, 2)
        found = F.scaled_dot_product_attention(
            heads("q_proj", tokens[:, :1]), heads("k_proj", tokens), heads("v_proj", tokens))
        found = found.transpose(1, 2).flatten(1)
        return F.linear(found, self.w["attnpool.c_proj.weight"], self.w["attnpool.c_proj.bias"])

    def __call__(self, x):
        for i in (1, 2, 3):
            x = self._conv(x, f"conv{i}", f"bn{i}", stride=2 if i == 1 else 1, padding=1).relu()
        x = F.avg_pool2d(x, 2)
        for layer in (1, 2, 3, 4):
            block = 0
            while f"layer{layer}.{block}.conv1.weight" in self.w:
                x = self._block(x, f"layer{layer}.{block}", 2 if layer > 1 and block == 0 else 1)
                block += 1
        return self._pool(x)
