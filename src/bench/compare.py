"""Compares this project with diffusers on torch, on one machine and in one run: prints the table of medians of
src/site/cost.md.

    mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
    python src/bench/compare.py FOLDER [ROUNDS]

needs what diffusers_torch.py needs, and Linux. FOLDER takes 5.7 GB of weights by formula, written by the first call. Every
round starts each program, one after the other, so that a machine whose speed drifts treats all alike. A program loads its
networks and makes three passes, or two pictures; the first one is not counted. Loading is "cold" where the weights' pages
were dropped from the system's cache (posix_fadvise, POSIX_FADV_DONTNEED) before the start, "warm" in the next start. The
table is printed after each round.
"""

import os
import re
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

PASSES, PICTURES = 3, 2
HERE = Path(__file__).parent
TARGET = HERE.parent.parent / "target"
LINE = re.compile(r"(load|run)(?: \d+)?: ([\d.]+) s of the processor, ([\d.]+) s of the clock, peak memory ([\d.]+) GiB")
SHARE = re.compile(r"outside ONNX Runtime ([-\d.]+) %")


def java(bench, *arguments):
    return ["java", "-Xmx512m", f"io.github.arc2faceij.bench.{bench}", *arguments]


def programs(folder):
    torch = [sys.executable, str(HERE / "diffusers_torch.py"), folder]
    yield "UNet pass", "this project", java("UNetBench", folder, "64", "2")
    yield "UNet pass", "torch float32", [*torch, "unet", "float32"]
    yield "UNet pass", "torch bfloat16", [*torch, "unet", "bfloat16"]
    yield "picture", "this project", java("PictureBench", folder)
    yield "picture", "torch float32", [*torch, "picture", "float32"]
    yield "picture", "torch bfloat16", [*torch, "picture", "bfloat16"]


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
    for _ in range(int(rounds)):
        for what, program, command in programs(folder):
            if what == "picture":
                forget(folder)
                measure(command, 0, "cold", figures[what, program])
            measure(command, PICTURES if what == "picture" else PASSES, "warm", figures[what, program])
        print_table(figures)


def print_table(figures):
    print("| | processor | clock | peak memory | load cold / warm | outside ONNX Runtime |\n|---|---|---|---|---|---|")
    for (what, program), all in figures.items():
        load = " / ".join(median(all[state]) for state in ("cold", "warm"))
        cells = [median(all["processor"]), median(all["clock"]), median(all["peak"], "{:.1f} GiB"), load]
        print("|", " | ".join([f"{what}, {program}", *cells, median(all["outside"], "{:.1f} %")]), "|")
    print(f"load average {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
