"""What the reference libraries make of a model: the plugin's goldens for the bundled model.

The inputs (an identity vector, noise, a picture, a normal map, the cases) stay those of the folder
src/test/resources/golden/mini; every output is computed again by transformers and diffusers in float32.

    python make_goldens.py                    # writes the bundled model's goldens, and the plugin's self-test
    python make_goldens.py --check            # compares the goldens with the bundled model
    python make_goldens.py --model FOLDER     # writes the goldens of another model folder
"""
import argparse
import copy
import json
from pathlib import Path

import diffusers
import numpy as np
import torch
from safetensors.numpy import load_file, save_file

import lora
import paths
from prompt import ID_POSITION, Prompt, load_encoder

GOLDENS = paths.MODEL.parent.parent / "src" / "test" / "resources" / "golden" / "mini"
SELF_TEST = paths.MODEL.parent.parent / "src" / "main" / "resources" / "io" / "github" / "arc2faceij" / "check" / "self-test.json"
GRID = 8                                # cells a side in which the self-test averages colours
TIMESTEPS = (1, 500, 999)
BIASES = dict(arc2face="conv_in.bias", controlnet="controlnet_cond_embedding.blocks.0.bias", vae="decoder.conv_in.bias")


class Reference:
    """A model folder in the reference libraries, in float32."""

    def __init__(self, folder):
        self.encoder = load_encoder(folder)
        self.unet = diffusers.UNet2DConditionModel.from_pretrained(folder / "arc2face").float().eval()
        self.fast_unet = copy.deepcopy(self.unet)
        lora.merge(self.fast_unet, folder / lora.FILE)
        self.controlnet = diffusers.ControlNetModel.from_pretrained(folder / "controlnet").float().eval()
        self.vae = diffusers.AutoencoderKL.from_pretrained(folder / "vae").float().eval()
        self.schedule = json.loads((folder / "scheduler" / "scheduler_config.json").read_text())
        self.prompt = Prompt()

    def contexts(self, identity):
        """Contexts [1, 77, hidden] of an identity [1, 512] and of the empty prompt."""
        nobody = torch.ones(1, dtype=torch.bool)
        return self.prompt.context(self.encoder, identity), self.prompt.context(self.encoder, identity, nobody)

    def controlled(self, noised, step, context, condition):
        """The noise that the UNet predicts under the ControlNet."""
        down, middle = self.controlnet(noised, step, context, controlnet_cond=condition, return_dict=False)
        return self.unet(noised, step, context, down_block_additional_residuals=down,
                         mid_block_additional_residual=middle).sample

    def sample(self, case, prompt, empty, condition):
        """Latents and pictures uint8 [n, 3, s, s] of a case, from diffusers' own pipelines."""
        scheduler = getattr(diffusers, case["scheduler"]).from_config(self.schedule)
        unet = self.fast_unet if case["scheduler"] == "LCMScheduler" else self.unet
        parts = dict(vae=self.vae, unet=unet, scheduler=scheduler, text_encoder=None, tokenizer=None,
                     safety_checker=None, feature_extractor=None, requires_safety_checker=False)
        extra = {}
        if case["pose"]:
            parts["controlnet"] = self.controlnet
            extra = dict(image=condition, controlnet_conditioning_scale=case["conditioning_scale"])
        kind = diffusers.StableDiffusionControlNetPipeline if case["pose"] else diffusers.StableDiffusionPipeline
        pipeline = kind(**parts)
        pipeline.set_progress_bar_config(disable=True)
        size = 8 * self.unet.config.sample_size
        latents = pipeline(prompt_embeds=prompt, negative_prompt_embeds=empty, num_inference_steps=case["steps"],
                           guidance_scale=case["guidance"], num_images_per_prompt=case["count"], height=size,
                           width=size, generator=torch.Generator().manual_seed(case["seed"]),
                           output_type="latent", **extra).images
        pictures = self.vae.decode(latents / self.vae.config.scaling_factor).sample
        return latents, ((pictures / 2 + 0.5).clamp(0, 1) * 255).round().byte()


@torch.no_grad()
def compute(folder, kept, cases):
    """All goldens of a model folder, {file: {name: array}}, from the inputs in `kept`."""
    model = Reference(folder)
    inputs = {file: {name: torch.from_numpy(a) for name, a in arrays.items()} for file, arrays in kept.items()}
    unet, vae, identity = inputs["unet"], inputs["vae"], inputs["encoder"]["id"]
    prompt, empty = model.contexts(identity)
    condition = unet["normal_map"].float() / 255
    context, noised = torch.cat([empty, prompt]), unet["x"]
    steps = {f"y.t{t}": model.unet(noised, t, context).sample for t in TIMESTEPS}
    posterior = model.vae.encode(vae["pixels"]).latent_dist
    pictures = {}
    for case in cases:
        latents, found = model.sample(case, prompt, empty, condition)
        pictures[case["name"] + ".latents"], pictures[case["name"] + ".image"] = latents, found
    result = dict(
        encoder=dict(id=identity, prompt=prompt, empty=empty),
        unet=dict(x=noised, context=context, normal_map=unet["normal_map"], **steps,
                  **{"y_controlled.t500": model.controlled(noised, 500, context, condition.repeat(2, 1, 1, 1))}),
        vae=dict(z=vae["z"], decoded=model.vae.decode(vae["z"] / model.vae.config.scaling_factor).sample, pixels=vae["pixels"],
                 mean=posterior.mean, logvar=posterior.logvar),
        end_to_end=pictures)
    return {file: {name: t.contiguous().numpy() for name, t in tensors.items()} for file, tensors in result.items()}


def worst_difference(found, kept):
    """The largest difference of each golden, {file/name: number}."""
    return {f"{file}/{name}": float(np.abs(array.astype(float) - kept[file][name]).max())
            for file, arrays in found.items() for name, array in arrays.items()}


def first_weights(folder):
    """The first four numbers of a tensor of each network, as the reference libraries read them."""
    firsts = {name: load_file(folder / name / "diffusion_pytorch_model.safetensors")[bias]
              for name, bias in BIASES.items()}
    encoder = torch.load(folder / "encoder" / "pytorch_model.bin", weights_only=True)
    firsts["encoder"] = encoder["text_model.embeddings.token_embedding.weight"][0].numpy()
    return {name: array[:4].astype(float).tolist() for name, array in firsts.items()}


def save_self_test(identity, picture):
    """What Check Installation compares: the colours of a picture uint8 [3, s, s] in GRID x GRID cells."""
    cell = picture.shape[1] // GRID
    means = picture.reshape(3, GRID, cell, GRID, cell).mean((2, 4))
    SELF_TEST.write_text(json.dumps(dict(identity=[float(f"{x:.9g}") for x in identity],
                                         means=means.round(2).ravel().tolist())) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=paths.MODEL)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    options = parser.parse_args()
    torch.set_num_threads(1)
    kept = {file: load_file(GOLDENS / f"{file}.safetensors") for file in ("encoder", "unet", "vae", "end_to_end")}
    cases = json.loads((GOLDENS / "cases.json").read_text())
    found = compute(options.model, kept, cases["cases"])
    if options.check:
        for name, difference in worst_difference(found, kept).items():
            print(f"{name}: {difference:.3g}")
        return
    for file, arrays in found.items():
        save_file(arrays, GOLDENS / f"{file}.safetensors")
    prompt = Prompt()
    cases.update(prompt_ids=prompt.full.tolist(), empty_ids=prompt.empty.tolist(), id_token=int(prompt.full[ID_POSITION]))
    (GOLDENS / "cases.json").write_text(json.dumps(cases, indent=1))
    (GOLDENS / "weights.json").write_text(json.dumps(first_weights(options.model), indent=1))
    save_self_test(found["encoder"]["id"][0], found["end_to_end"]["dpmpp25.image"][0])


if __name__ == "__main__":
    main()
