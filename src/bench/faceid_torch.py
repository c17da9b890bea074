"""What diffusers on torch needs for what FaceIdBench (Java) measures, of the same weights.

    python faceid_torch.py FOLDER with|without [STEPS]

needs torch 2.9.1, diffusers 0.29.2, accelerate and peft 0.11.1. FOLDER holds unet and ip_adapter, as FaceIdBench writes them. A step
is a UNet pass of latents [2,4,64,64] and a context [2,77,768]; with an IP-Adapter for FaceID, it sees two people by masks. Its LoRA
is added to the weights (fuse_lora), as this project does it.
"""

import sys

import torch
from diffusers import StableDiffusionPipeline, UNet2DConditionModel
from diffusers.image_processor import IPAdapterMaskProcessor
from safetensors.torch import load_file

from diffusers_torch import Meter


def load_adapter(unet, file):
    groups = {"image_proj": {}, "ip_adapter": {}}
    for name, tensor in load_file(file).items():
        group, rest = name.split(".", 1)
        groups[group][rest] = tensor
    unet._load_ip_adapter_weights([groups])
    lora = unet._load_ip_adapter_loras([groups])[0]
    StableDiffusionPipeline.load_lora_into_unet(lora, network_alphas=None, unet=unet)
    unet.fuse_lora()
    unet.unload_lora()
    for processor in unet.attn_processors.values():
        if hasattr(processor, "scale"):
            processor.scale = [0.8]


def people():
    """Tokens of two people, and where they are."""
    embeddings = torch.randn(2, 2, 1, 512, generator=torch.Generator().manual_seed(2))
    masks = torch.zeros(2, 512, 512)
    masks[0, :, :256], masks[1, :, 256:] = 1, 1
    masks = IPAdapterMaskProcessor().preprocess(masks, height=512, width=512)
    masks = masks.reshape(1, masks.shape[0], masks.shape[2], masks.shape[3])
    return {
        "added_cond_kwargs": {"image_embeds": [embeddings]},
        "cross_attention_kwargs": {"ip_adapter_masks": [masks]},
    }


@torch.inference_mode()
def main(folder, how, steps=3):
    loading = Meter()
    unet = UNet2DConditionModel.from_pretrained(f"{folder}/unet", low_cpu_mem_usage=True).eval()
    shown = {}
    if how == "with":
        load_adapter(unet, f"{folder}/ip_adapter/ip-adapter-faceid_sd15.safetensors")
        shown = people()
    loading.print("load")
    latents = torch.randn(2, 4, 64, 64, generator=torch.Generator().manual_seed(0))
    context = torch.randn(2, 77, 768, generator=torch.Generator().manual_seed(1))
    for i in range(int(steps)):
        meter = Meter()
        unet(latents, 981, context, **shown)
        meter.print(f"run {i + 1}")


if __name__ == "__main__":
    main(*sys.argv[1:])
