"""Compares this project with diffusers on torch, on one machine and in one run: prints the table of medians of
src/site/cost.md.

    mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
    python src/bench/compare.py FOLDER [ROUNDS]

needs what diffusers_torch.py needs, and Linux. FOLDER takes 5.7 GB of weights by formula, written by the first call. Every
round starts each program, one after the other, so that a machine whose speed drifts treats all alike. A program loads its
networks and makes three passes, or two pictures; the first one is not counted, but with the loading before it, from warm files,
it is "the first": what a user waits for who has just started the program. Loading is "cold" where the weights' pages
were dropped from the system's cache (posix_fadvise, POSIX_FADV_DONTNEED) before the start, "warm" in the next start. The
table is printed after each round. A device that this computer lacks has no row, and a line says so, as for torch's
bfloat16 on a processor that does not compute in it; SwiftShader, which is no
card, is left out unless ORT_WEBGPU_EP_ALLOW_SOFTWARE_ADAPTER asks for it.
"""

import os
import re
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

PASSES, PICTURES = 3, 2
DEVICES = [
    ("CPU", "float32"),
    ("OpenVINO (Intel CPU)", "float32"),
    ("OpenVINO (Intel CPU)", "bfloat16"),
    ("OpenVINO (Intel GPU)", "float16"),
    ("WebGPU (any GPU)", "float32"),
    ("WebGPU (any GPU)", "float16"),
    ("CUDA (NVIDIA GPU)", "float16"),
]
HERE = Path(__file__).parent
TARGET = HERE.parent.parent / "target"
LINE = re.compile(r"(load|run)(?: \d+)?: ([\d.]+) s of the processor, ([\d.]+) s of the clock, peak memory ([\d.]+) GiB")
SHARE = re.compile(r"outside ONNX Runtime ([-\d.]+) %")


def java(bench, *arguments, device=("CPU", "float32")):
    choice = [f"-Ddevice={device[0]}", f"-Dprecision={device[1]}"]
    return ["java", "-Xmx512m", *choice, f"io.github.arc2faceij.bench.{bench}", *arguments]


def programs(folder, devices, precisions):
    torch = [sys.executable, str(HERE / "diffusers_torch.py"), folder]
    for what, bench, arguments in ("UNet pass", "UNetBench", ["64", "2"]), ("picture", "PictureBench", []):
        for device in devices:
            yield what, "this project, " + ", ".join(device), java(bench, folder, *arguments, device=device)
        for precision in precisions:
            yield what, f"torch {precision}", [*torch, "unet" if what == "UNet pass" else "picture", precision]


def has_bfloat16():
    """Whether the processor computes in bfloat16. Where it does not, torch takes minutes for a pass."""
    return bool(re.search(r"\b(avx512_bf16|amx_bf16|bf16)\b", Path("/proc/cpuinfo").read_text()))


def works(device):
    """Tries to open the bundled model."""
    bundled = str(HERE.parent.parent / "models/arc2face-mini")
    output = subprocess.run(java("UNetBench", bundled, "16", "2", "0", device=device), text=True, capture_output=True)
    if output.returncode:
        reasons = [line for line in output.stderr.splitlines() if "Exception" in line] or [output.stderr]
        print(*device, "is left out:", reasons[0].split("Exception: ")[-1], flush=True)
    return not output.returncode


def forget(folder):
    for file in Path(folder).rglob("*"):
        if file.is_file():
            descriptor = os.open(file, os.O_RDONLY)
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


def measure(command, times, load, figures):
    command = [*command, str(times)]
    output = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    lines = LINE.findall(output)
    figures[load].append(float(lines[0][2]))
    if times:
        figures["first processor"].append(sum(float(line[1]) for line in lines[:2]))
        figures["first clock"].append(sum(float(line[2]) for line in lines[:2]))
    for what, processor, clock, peak in lines[2:]:
        figures["processor"].append(float(processor))
        figures["clock"].append(float(clock))
        figures["peak"].append(float(peak))
    figures["outside"] += [float(share) for share in SHARE.findall(output)[1:]]


def median(values, form="{:.1f} s"):
    return form.format(statistics.median(values)) if values else "-"


def main(folder, rounds=3):
    os.environ["CLASSPATH"] = f"{TARGET}/test-classes:{TARGET}/classes:{(TARGET / 'classpath').read_text().strip()}"
    if not Path(folder, "vae/config.json").exists():
        subprocess.run(java("PictureBench", folder), check=True)
    figures = defaultdict(lambda: defaultdict(list))
    devices = [device for device in DEVICES if works(device)]
    precisions = ["float32", "bfloat16"] if has_bfloat16() else ["float32"]
    if "bfloat16" not in precisions:
        print("torch bfloat16 is left out: the processor does not compute in it", flush=True)
    for _ in range(int(rounds)):
        for what, program, command in programs(folder, devices, precisions):
            if what == "picture":
                forget(folder)
                measure(command, 0, "cold", figures[what, program])
            measure(command, PICTURES if what == "picture" else PASSES, "warm", figures[what, program])
        print_table(figures)


def print_table(figures):
    print("| | processor | clock | peak memory | load cold / warm | first: processor, clock | outside ONNX Runtime |")
    print("|---|---|---|---|---|---|---|")
    for (what, program), all in figures.items():
        load = " / ".join(median(all[state]) for state in ("cold", "warm"))
        first = ", ".join(median(all["first " + kind]) for kind in ("processor", "clock"))
        cells = [median(all["processor"]), median(all["clock"]), median(all["peak"], "{:.1f} GiB"), load, first]
        print("|", " | ".join([f"{what}, {program}", *cells, median(all["outside"], "{:.1f} %")]), "|")
    print(f"load average {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
