"""One UNet pass of diffusers on torch, fp32, for comparison with UNetBench (Java): CPU and wall seconds, peak memory.

    python unet_torch.py MODEL_FOLDER [PASSES]

Needs torch 2.9.1, diffusers 0.29.2, transformers 4.36.0, accelerate. MODEL_FOLDER holds config.json and
diffusion_pytorch_model.safetensors, as UNetBench writes them. Input: latents [2,4,64,64], context [2,77,768].
"""

import resource
import sys
import time

import torch
from diffusers import UNet2DConditionModel

folder, passes = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
start = time.perf_counter()
unet = UNet2DConditionModel.from_pretrained(folder, low_cpu_mem_usage=True).eval()
print(f"torch {torch.__version__}, {torch.get_num_threads()} threads, loaded in {time.perf_counter() - start:.2f} s")

latents = torch.randn(2, 4, 64, 64, generator=torch.Generator().manual_seed(0))
context = torch.randn(2, 77, unet.config.cross_attention_dim, generator=torch.Generator().manual_seed(1))
cpu, wall = [], []
with torch.inference_mode():
    for i in range(passes + 1):
        c, w = time.process_time(), time.perf_counter()
        unet(latents, 500, context)
        cpu.append(time.process_time() - c)
        wall.append(time.perf_counter() - w)
cpu, wall = sorted(cpu[1:]), sorted(wall[1:])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
print(f"torch: cpu {cpu[len(cpu) // 2]:.2f} s, wall {wall[len(wall) // 2]:.2f} s per pass (median of {passes}), peak {peak:.2f} GiB")
