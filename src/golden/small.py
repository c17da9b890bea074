"""Writes src/test/resources/golden/tiny/small: the tiny networks and adapters on 8 x 8 latents, for devices that compute slowly.

    python src/golden/small.py path/to/Arc2Face

needs what adapters.py needs. Run it in the project's folder. The files have the names and tensors of those in golden/tiny.
"""

import sys

import torch
from diffusers import AutoencoderKL, DPMSolverMultistepScheduler, UNet2DConditionModel
from safetensors.torch import load_file, save_file

from adapters import add_lora, expression_adapter, peft, pipeline
from speed import load
from vae_tiled import GOLDEN, uniform

SIZE = 8
TIMESTEP = 500


def save(name, golden):
    (GOLDEN / "small").mkdir(exist_ok=True)
    save_file({key: tensor.contiguous() for key, tensor in golden.items()}, GOLDEN / "small" / f"{name}.safetensors")


@torch.no_grad()
def main():
    sys.path.insert(0, sys.argv[1] + "/arc2face")
    from ref_adapter import ReferenceAdapter

    x = uniform("x", (1, 4, SIZE, SIZE))
    prompt = load_file(GOLDEN / "encoder.safetensors")["prompt"]

    vae = load(AutoencoderKL, "vae")
    decoded = vae.decode(x / vae.config.scaling_factor).sample
    save("vae", {"z": x, "decoded": decoded, "mean": vae.encode(uniform("pix", (1, 3, 8 * SIZE, 8 * SIZE))).latent_dist.mean})

    changed = add_lora(load(UNet2DConditionModel, "arc2face"), peft, 0.8, torch.float32)
    save("lora_peft_unet", {"x": x, "y.scale0.8": changed(x, TIMESTEP, prompt).sample})

    expression = load_file(GOLDEN / "exp_adapter_full_unet.safetensors")["expression"][1:]
    unet = load(UNet2DConditionModel, "arc2face")
    adapted = pipeline(unet, vae, DPMSolverMultistepScheduler)
    adapted.load_ip_adapter(expression_adapter(), subfolder=None, weight_name=None, image_encoder_folder=None)
    given = {"image_embeds": [expression]}
    y = unet(x, TIMESTEP, prompt, added_cond_kwargs=given).sample
    save("exp_adapter_full_unet", {"x": x, "expression": expression, "y.scale1.0": y})

    latent = uniform("reference", (1, 4, SIZE, SIZE))
    writer, reader = load(UNet2DConditionModel, "arc2face"), load(UNet2DConditionModel, "arc2face")
    seen, seeing = ReferenceAdapter(writer, mode="write"), ReferenceAdapter(reader, mode="read", cfg=False)
    writer(latent, torch.zeros(1).long(), prompt)
    seeing.update(seen)
    save("ref_adapter_unet", {"x": x, "reference_latent": latent, "y": reader(x, TIMESTEP, prompt).sample})


if __name__ == "__main__":
    main()
