"""Writes src/test/resources/golden/image/picture_facestudio.safetensors: a picture by a tiny model of FaceStudio's form.

    python src/golden/facestudio.py

needs diffusers 0.29.2, transformers 4.36.0, torch and safetensors. Run it in the project's folder. Style and face are those of
facestudio.safetensors. The prior is text_projection, then two linear layers with GELU between them.
"""

import json
from pathlib import Path

import torch
from diffusers import AutoencoderKL, EulerAncestralDiscreteScheduler, StableDiffusionPipeline, UNet2DConditionModel
from safetensors.torch import load_file, save_file
from transformers import CLIPTokenizer

from adapters import SCHEDULER, SIZE
from speed import load
from text_picture import PROMPT, text_encoder
from vae_tiled import weights

IMAGE = Path("src/test/resources/golden/image")
ALPHA, STEPS, GUIDANCE, SEED = 0.3, 5, 7.5, 42


def linear(x, name, out, bias=True):
    """x W^T + b, with weights by formula."""
    shift = weights(f"facestudio.{name}.bias", (out,)) if bias else None
    return torch.nn.functional.linear(x, weights(f"facestudio.{name}.weight", (out, x.shape[-1])), shift)


def prior(text):
    """The style of a text [1, 144]."""
    tokenizer = CLIPTokenizer.from_pretrained("src/test/resources/golden/tokenizer")
    ids = torch.tensor([tokenizer(text, padding="max_length", max_length=77).input_ids])
    end = (ids[0] == tokenizer.eos_token_id).int().argmax()
    x = linear(text_encoder()(ids).last_hidden_state[:, end], "text_projection", 48, bias=False)
    return linear(torch.nn.functional.gelu(linear(x, "prior.0", 96)), "prior.2", 144)


def context(style, face):
    return linear(torch.cat([style, face], 1), "linear", 4 * 576).reshape(1, 4, 576)


@torch.no_grad()
def main():
    given = load_file(IMAGE / "facestudio.safetensors")
    style, face, said = given["style"], given["face_a"], prior(PROMPT)
    pipeline = StableDiffusionPipeline(
        vae=load(AutoencoderKL, "vae"),
        unet=load(UNet2DConditionModel, "arc2face"),
        text_encoder=None,
        tokenizer=None,
        scheduler=EulerAncestralDiscreteScheduler.from_config(json.loads(SCHEDULER.read_text())),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipeline.set_progress_bar_config(disable=True)
    picture = pipeline(
        prompt_embeds=ALPHA * context(style, face) + (1 - ALPHA) * context(said, face),
        negative_prompt_embeds=context(torch.zeros_like(style), torch.zeros_like(face)),
        num_inference_steps=STEPS,
        guidance_scale=GUIDANCE,
        height=SIZE,
        width=SIZE,
        generator=torch.Generator().manual_seed(SEED),
        output_type="np",
    ).images
    golden = {"prior": said, "image": torch.from_numpy(picture[0] * 255)}
    save_file(
        {name: tensor.contiguous() for name, tensor in golden.items()}, IMAGE / "picture_facestudio.safetensors"
    )


if __name__ == "__main__":
    main()
