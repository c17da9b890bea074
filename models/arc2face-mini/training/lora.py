"""Low-rank additions to a UNet, kept and written in the form of the published LCM-LoRA (kohya's names)."""
import torch
from safetensors.torch import load_file, save_file
from torch import nn

FILE = "lcm-lora/pytorch_lora_weights.safetensors"      # in a model folder
TARGETS = ("to_q", "to_k", "to_v", "to_out.0", "proj_in", "proj_out", "ff.net.0.proj", "ff.net.2", "conv1",
           "conv2", "conv_shortcut", "downsamplers.0.conv", "upsamplers.0.conv", "time_emb_proj")


def targets(unet):
    """The layers that get an addition, {kohya's name: module}."""
    return {"lora_unet_" + name.replace(".", "_"): module for name, module in unet.named_modules()
            if name.endswith(TARGETS)}


def _pair(module, rank):
    """Down and up layers beside a Linear or Conv2d; up starts at zero, so nothing changes at first."""
    if isinstance(module, nn.Conv2d):
        down = nn.Conv2d(module.in_channels, rank, module.kernel_size, module.stride, module.padding, bias=False)
        up = nn.Conv2d(rank, module.out_channels, 1, bias=False)
    else:
        down, up = nn.Linear(module.in_features, rank, bias=False), nn.Linear(rank, module.out_features, bias=False)
    nn.init.normal_(down.weight, std=1 / rank)
    nn.init.zeros_(up.weight)
    return nn.Sequential(down, up)


class Lora(nn.Module):
    """Additions of a rank to all target layers of a UNet; alpha equals the rank, so their scale is 1."""

    def __init__(self, unet, rank):
        super().__init__()
        self.rank = rank
        self.pairs = nn.ModuleDict({name: _pair(module, rank) for name, module in targets(unet).items()})

    def attach(self, unet):
        """Adds the pairs' outputs to the layers' outputs; undone by remove() on each handle returned."""
        return [module.register_forward_hook(self._hook(self.pairs[name]))
                for name, module in targets(unet).items()]

    @staticmethod
    def _hook(pair):
        return lambda module, inputs, output: output + pair(inputs[0])

    @torch.no_grad()
    def load(self, path):
        """Takes the weights of a file written by save()."""
        tensors = load_file(path)
        for name, (down, up) in self.pairs.items():
            down.weight.copy_(tensors[f"{name}.lora_down.weight"])
            up.weight.copy_(tensors[f"{name}.lora_up.weight"])
        return self

    def save(self, path):
        """Writes a safetensors file with lora_down, lora_up and alpha of every layer."""
        tensors = {}
        for name, (down, up) in self.pairs.items():
            tensors[f"{name}.lora_down.weight"] = down.weight.detach().half().contiguous()
            tensors[f"{name}.lora_up.weight"] = up.weight.detach().half().contiguous()
            tensors[f"{name}.alpha"] = torch.tensor(float(self.rank))
        save_file(tensors, path)
        path.chmod(0o644)                               # safetensors lets nobody else read it


@torch.no_grad()
def merge(unet, path):
    """Adds a file written by Lora.save to a UNet's weights."""
    tensors = load_file(path)
    for name, module in targets(unet).items():
        down, up = (tensors[f"{name}.lora_{part}.weight"].float() for part in ("down", "up"))
        scale = float(tensors[f"{name}.alpha"]) / len(down)
        module.weight += scale * (up.flatten(1) @ down.flatten(1)).reshape(module.weight.shape)
