"""Trains a model of FaceStudio's form (Yan et al. 2023, arXiv 2312.02663) and writes it as the plugin reads it.

    python train_facestudio.py --start SD15 --pictures FOLDER --out MODEL --device cuda --batch 8 --steps 100000

SD15 is Stable Diffusion 1.5 in diffusers' layout, with CLIP's image encoders ViT-L/14, RN101 and ViT-B/32 in style_encoder,
style_encoder_2 and style_encoder_3 (see clip_image.py). UNet and linear layer are trained with the paper's settings: 1,000 DDPM
steps, rate 1e-6, the style dropped in 0.64 of the samples and the face in 0.1, zeros in place of what is dropped and of the face
of a picture without one. Pictures with a text beside them (cat.png, cat.txt) also train the prior, which draws texts; the paper
takes a published prior. Faces are those of the bundled recogniser. Only pictures that you may use for it belong into the folder.
"""
import shutil
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from safetensors.torch import save_file
from torch import nn
from transformers import CLIPTextModel, CLIPTokenizer

import faces
import paths
import training
from clip_image import ImageEncoder, read, square

STYLE_ENCODERS = "style_encoder", "style_encoder_2", "style_encoder_3"
DROPPED_STYLE, DROPPED_FACE = 0.64, 0.1
FACE = 512
ENDINGS = ".png", ".jpg", ".jpeg"


class Prior(nn.Module):
    """From the end token of a text to the style of a picture that it describes."""

    def __init__(self, text, style):
        super().__init__()
        self.text_projection = nn.Linear(text, text, bias=False)
        self.prior = nn.Sequential(nn.Linear(text, 2 * style), nn.GELU(), nn.Linear(2 * style, style))

    def forward(self, end):
        return self.prior(self.text_projection(end))


class FaceStudioTask(training.Task):
    """Trains UNet, linear layer and, if there are texts, the prior."""

    name = "facestudio"
    rate = 1e-6

    def __init__(self, options):
        self.start, self.batch, self.tokens = options.start, options.batch or 4, options.tokens
        self.files = sorted(p for p in options.pictures.rglob("*") if p.suffix.lower() in ENDINGS)
        if not self.files:
            raise SystemExit(f"There are no pictures (.png, .jpg) in {options.pictures}.")
        self.has_texts = any(file.with_suffix(".txt").exists() for file in self.files)

    def build(self):
        unet = UNet2DConditionModel.from_pretrained(self.start / "unet")
        blank = np.zeros((64, 64, 3), np.uint8)
        style = sum(ImageEncoder(self.start / name, "cpu")([blank]).shape[1] for name in STYLE_ENCODERS)
        networks = {"unet": unet, "linear": nn.Linear(style + FACE, self.tokens * unet.config.cross_attention_dim)}
        if self.has_texts:
            text = CLIPTextModel.from_pretrained(self.start / "text_encoder").config.hidden_size
            networks["prior"] = Prior(text, style)
        return nn.ModuleDict(networks)

    def prepare(self, device):
        self.device = device
        self.vae = AutoencoderKL.from_pretrained(self.start / "vae").to(device).eval()
        self.noise = DDPMScheduler.from_pretrained(self.start / "scheduler")
        self.encoders = [ImageEncoder(self.start / name, device) for name in STYLE_ENCODERS]
        self.text = CLIPTextModel.from_pretrained(self.start / "text_encoder").to(device).eval()
        self.tokenizer = CLIPTokenizer.from_pretrained(self.start / "tokenizer")

    @torch.no_grad()
    def _latents(self, pictures, side):
        pixels = torch.from_numpy(np.stack([square(picture, side) for picture in pictures])).to(self.device)
        posterior = self.vae.encode((pixels / 127.5 - 1).permute(0, 3, 1, 2)).latent_dist
        return posterior.sample() * self.vae.config.scaling_factor

    def _faces(self, pictures):
        """Unit vectors [n, 512] of the largest faces, zeros where there is none."""
        found = [faces.identify(picture) for picture in pictures]
        vectors = [np.zeros(FACE) if vector is None else vector for vector in found]
        return torch.tensor(np.stack(vectors), dtype=torch.float32, device=self.device)

    @torch.no_grad()
    def _ends(self, texts):
        """What the text encoder says at the end tokens [n, hidden]."""
        ids = self.tokenizer(texts, padding="max_length", truncation=True, return_tensors="pt").input_ids
        end = (ids == self.tokenizer.eos_token_id).int().argmax(1)
        states = self.text(ids.to(self.device)).last_hidden_state
        return states[torch.arange(len(texts)), end.to(self.device)]

    def _kept(self, dropped, rng):
        """1 for samples that keep a condition, 0 for those that lose it, [n, 1]."""
        return torch.from_numpy(rng.random((self.batch, 1)) >= dropped).float().to(self.device)

    def loss(self, networks, rng):
        files = rng.choice(self.files, self.batch)
        pictures = [read(file) for file in files]
        side = networks["unet"].config.sample_size * 2 ** (len(self.vae.config.block_out_channels) - 1)
        latents = self._latents(pictures, side)
        style = torch.cat([encoder(pictures) for encoder in self.encoders], 1)
        inputs = torch.cat([style * self._kept(DROPPED_STYLE, rng),
                            self._faces(pictures) * self._kept(DROPPED_FACE, rng)], 1)
        noise, steps = torch.randn_like(latents), torch.from_numpy(rng.integers(1000, size=self.batch)).to(self.device)
        with training.autocast(self.device):
            context = networks["linear"](inputs).unflatten(1, (self.tokens, -1))
            found = networks["unet"](self.noise.add_noise(latents, noise, steps), steps, context).sample
        loss = nn.functional.mse_loss(found.float(), noise)
        texts = [i for i, file in enumerate(files) if file.with_suffix(".txt").exists()]
        if not texts:
            return loss, {"noise": loss}
        ends = self._ends([files[i].with_suffix(".txt").read_text("utf-8").strip() for i in texts])
        return loss + nn.functional.mse_loss(networks["prior"](ends), style[texts]), {"noise": loss}


def save(tensors, folder):
    """Weights without a configuration: their shapes say all."""
    folder.mkdir(parents=True, exist_ok=True)
    contiguous = {name: tensor.detach().contiguous() for name, tensor in tensors.items()}
    save_file(contiguous, folder / "diffusion_pytorch_model.safetensors")


def export(task, out):
    """A complete model folder."""
    networks = training.load_average(task.name, task.build())
    networks["unet"].save_pretrained(out / "unet")
    save({f"linear.{name}": tensor for name, tensor in networks["linear"].state_dict().items()}, out / "linear")
    if "prior" in networks:
        save(networks["prior"].state_dict(), out / "prior")
    for name in ("vae", "text_encoder", "tokenizer", "scheduler", *STYLE_ENCODERS):
        shutil.copytree(task.start / name, out / name, dirs_exist_ok=True)
    for name in ("detector.onnx", "landmarks68.onnx", "recognizer.onnx", "LICENSE.recogniser"):
        shutil.copy(paths.MODEL / name, out / name)


def main():
    parser = training.arguments(__doc__.splitlines()[0])
    parser.add_argument("--start", type=Path, required=True, help="Stable Diffusion 1.5 with style encoders")
    parser.add_argument("--pictures", type=Path, required=True, help="folder with .png and .jpg")
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--tokens", type=int, default=4, help="that the linear layer makes")
    options = parser.parse_args()
    task = FaceStudioTask(options)
    training.train(task, options)
    export(task, options.out)


if __name__ == "__main__":
    main()
