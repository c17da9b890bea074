"""Writes src/test/resources/golden/tiny/speed.safetensors: runs of the tiny UNet that skip deep blocks or guidance.

    python src/golden/speed.py

needs diffusers 0.29.2, torch and safetensors. Run it in the project's folder. The networks and the scheduler are those of
diffusers; what is skipped, this program leaves out itself.
"""

import json

import torch
from diffusers import ControlNetModel, DPMSolverMultistepScheduler, UNet2DConditionModel
from safetensors.torch import load_file, save_file

from vae_tiled import GOLDEN, uniform, weights

STEPS, GUIDANCE, POSE_STRENGTH, PICTURES = 10, 3.0, 0.8, 2
CONTROLNET_SALT = 0xC0
SCHEDULER = {
    "num_train_timesteps": 1000,
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
}


def load(network, folder, salt=0):
    network = network.from_config(json.loads((GOLDEN / folder / "config.json").read_text())).eval()
    state = {name: weights(name, list(tensor.shape), salt) for name, tensor in network.state_dict().items()}
    network.load_state_dict(state)
    return network


class Run:
    """A run that computes everything but the last layer in every interval-th step, and guides down to a timestep."""

    def __init__(self, interval=1, last_guided=0, posed=False):
        self.unet = load(UNet2DConditionModel, "arc2face")
        self.controlnet = load(ControlNetModel, "controlnet", CONTROLNET_SALT) if posed else None
        self.context = load_file(GOLDEN / "encoder.safetensors")
        self.pose = uniform("pose", (1, 3, 128, 128)) * 0.5 + 0.5
        self.interval, self.last_guided = interval, last_guided
        self.residuals, self.deep = None, None
        self.unet.up_blocks[-1].resnets[-1].register_forward_pre_hook(self.keep)

    def keep(self, _, inputs):
        """The last layer gets the deep features and, behind them, the result of the first convolution."""
        self.deep = inputs[0][:, : -self.unet.conv_in.out_channels]

    def whole(self, x, t, context):
        arguments = {}
        if self.controlnet:
            self.residuals = self.controlnet(
                x,
                t,
                context,
                controlnet_cond=self.pose.repeat(len(x), 1, 1, 1),
                conditioning_scale=POSE_STRENGTH,
                return_dict=False,
            )
            arguments["down_block_additional_residuals"], arguments["mid_block_additional_residual"] = self.residuals
        return self.unet(x, t, context, **arguments).sample

    def shallow(self, x, t, context):
        unet, last = self.unet, self.unet.up_blocks[-1]
        time = unet.time_embedding(unet.time_proj(t.expand(len(x))))
        skip = unet.conv_in(x) + (self.residuals[0][0] if self.residuals else 0)
        x = last.resnets[-1](torch.cat([self.deep, skip], 1), time)
        x = last.attentions[-1](x, encoder_hidden_states=context).sample
        return unet.conv_out(unet.conv_act(unet.conv_norm_out(x)))

    def latents(self):
        scheduler = DPMSolverMultistepScheduler(**SCHEDULER)
        scheduler.set_timesteps(STEPS)
        latents = uniform("speed", (PICTURES, 4, 16, 16))
        empty, prompt = (self.context[name].repeat(PICTURES, 1, 1) for name in ("empty", "prompt"))
        for i, t in enumerate(scheduler.timesteps):
            network = self.whole if i % self.interval == 0 else self.shallow
            if t >= self.last_guided:
                away, towards = network(torch.cat([latents] * 2), t, torch.cat([empty, prompt])).chunk(2)
                noise = away + GUIDANCE * (towards - away)
            else:
                noise = network(latents, t, prompt)
            latents = scheduler.step(noise, t, latents).prev_sample
        return latents.contiguous()


@torch.no_grad()
def main():
    golden = {
        "skip": Run(interval=3).latents(),
        "skip_posed": Run(interval=3, posed=True).latents(),
        "interval": Run(last_guided=300).latents(),
        "interval_posed": Run(last_guided=300, posed=True).latents(),
    }
    save_file(golden, GOLDEN / "speed.safetensors")


if __name__ == "__main__":
    main()
