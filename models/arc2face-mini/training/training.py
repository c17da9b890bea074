"""The loop that every network of the kit is trained with.

On a CPU, single-threaded processes update one shared set of weights without locks (Hogwild): on a busy
machine several times faster than one process with several threads. On a GPU one process does it alone.

A run is counted in steps, unless --minutes gives it a budget of time: it can be stopped at any moment, even
frozen, and goes on from its checkpoint. The rate is constant after a warm-up; `--cooldown N` takes it linearly to
zero over the last N steps and ends the run, so a run need not know in advance how long it will last.
"""
import argparse
import copy
import os
import time
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
import torch.multiprocessing as multiprocessing

import paths

COOLING = 0.4                    # the last share of --minutes, over which the rate falls to zero


class Task:
    """What a training script provides."""

    name = ""                    # checkpoint and log name
    rate = 1e-3                  # learning rate
    warmup = 60                  # steps
    decay = 1e-4                 # weight decay of matrices and kernels
    ema = 0.995                  # share of the averaged weights that a step keeps
    faster = {}                  # networks that learn at a multiple of the rate: {name: multiple}

    def build(self):
        """The networks to train, a torch.nn.ModuleDict, freshly initialised."""
        raise NotImplementedError

    def prepare(self, device):
        """Opens data and frozen networks; called once in each worker."""

    def loss(self, networks, rng):
        """One batch: (loss to minimise, {name: figure to log})."""
        raise NotImplementedError


def arguments(description):
    """The options that all training scripts share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--steps", type=int, default=10 ** 9, help="stop after this many steps in all")
    parser.add_argument("--cooldown", type=int, default=0,
                        help="lower the rate to zero over this many steps from now, then stop")
    parser.add_argument("--minutes", type=float,
                        help="stop after this time; the rate falls to zero over its last two fifths")
    parser.add_argument("--rate", type=float, help="learning rate")
    parser.add_argument("--batch", type=int, help="pictures per step")
    parser.add_argument("--workers", type=int, default=2, help="processes on a CPU")
    parser.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
    parser.add_argument("--restart", action="store_true", help="ignore an existing checkpoint")
    parser.add_argument("--save-every", type=float, default=120, help="seconds between checkpoints")
    return parser


def checkpoint_path(name):
    """Where a task's checkpoint lies."""
    return paths.CHECKPOINTS / f"{name}.pt"


def load_average(name, networks):
    """Fills networks (a ModuleDict) with the averaged weights of a task's checkpoint, which may hold others beside them."""
    average = torch.load(checkpoint_path(name), map_location="cpu")["average"]
    networks.load_state_dict({key: weight for key, weight in average.items() if key.split(".")[0] in networks})
    return networks


@lru_cache(maxsize=None)
def has_bfloat16(device):
    """Whether a device computes in bfloat16; a processor without it takes ten times as long as for float32."""
    cpu = Path("/proc/cpuinfo")
    return device != "cpu" or (cpu.exists() and "avx512_bf16" in cpu.read_text())


def autocast(device):
    """Mixed precision, on a device that has it: bfloat16 where torch thinks it safe."""
    return torch.autocast(device, torch.bfloat16, enabled=has_bfloat16(device))


class Worker:
    """One process of a run."""

    def __init__(self, rank, task, networks, state, counter, options):
        self.rank, self.task, self.networks, self.options = rank, task, networks, options
        self.counter, self.first = counter, counter.value
        self.device = options.device
        self.optimizer = self._optimizer(state)
        self.average = copy.deepcopy(networks) if rank == 0 else None
        if rank == 0 and state:
            self.average.load_state_dict(state["average"])
        self.rng = np.random.default_rng([rank, self.first])
        torch.manual_seed(1000 * rank + self.first)
        task.prepare(self.device)
        self.started = time.time()

    def _optimizer(self, state):
        groups, self.multiples = [], []
        for multiple in sorted({1, *self.task.faster.values()}):
            weights = [w for name, network in self.networks.items() if self.task.faster.get(name, 1) == multiple
                       for w in network.parameters()]
            groups += [dict(params=[w for w in weights if w.ndim > 1], weight_decay=self.task.decay),
                       dict(params=[w for w in weights if w.ndim <= 1], weight_decay=0)]
            self.multiples += [multiple, multiple]
        optimizer = torch.optim.AdamW(groups, lr=0, betas=(0.9, 0.99))
        if state:
            optimizer.load_state_dict(state["optimizer"])
        return optimizer

    def _rate(self, step):
        rate = self.task.rate * min(1, (step - self.first + 1) / self.task.warmup)
        if self.options.cooldown:
            rate *= max(0, 1 - (step - self.first) / self.options.cooldown)
        return rate * min(1, (1 - self._spent()) / COOLING)

    def _spent(self):
        """The share of --minutes that is over, 0..1; 0 without a budget."""
        minutes = self.options.minutes
        return min(1, (time.time() - self.started) / (60 * minutes)) if minutes else 0

    def _last_step(self):
        end = self.options.steps
        return min(end, self.first + self.options.cooldown) if self.options.cooldown else end

    def _step(self, step):
        for group, multiple in zip(self.optimizer.param_groups, self.multiples):
            group["lr"] = self._rate(step) * multiple
        loss, figures = self.task.loss(self.networks, self.rng)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.networks.parameters(), 1.0)
        self.optimizer.step()
        figures["loss"] = loss
        return {key: value.item() for key, value in figures.items()}

    @torch.no_grad()
    def _update_average(self, own_steps):
        keep = min(self.task.ema, (1 + own_steps) / (10 + own_steps))
        torch._foreach_lerp_(list(self.average.parameters()), list(self.networks.parameters()), 1 - keep)

    def _save(self, step):
        path = checkpoint_path(self.task.name)
        state = dict(step=step, average=self.average.state_dict(), weights=self.networks.state_dict(),
                     optimizer=self.optimizer.state_dict())
        torch.save(state, path.with_suffix(".new"))
        os.replace(path.with_suffix(".new"), path)

    def _log(self, step, figures, seconds):
        means = {key: np.mean([f[key] for f in figures]) for key in figures[0]}
        line = f"{time.strftime('%H:%M:%S')} step {step} " + " ".join(
            f"{key} {value:.4f}" for key, value in means.items()) + f" s/step {seconds:.2f}"
        print(line, flush=True)
        with open(checkpoint_path(self.task.name).with_suffix(".log"), "a") as log:
            log.write(line + "\n")

    def run(self):
        """Trains until the last step; worker 0 averages, logs and saves."""
        figures, own, saved, logged = [], 0, time.time(), (time.time(), self.first)
        while True:
            with self.counter.get_lock():
                step = self.counter.value
                if step >= self._last_step() or self._spent() == 1:
                    break
                self.counter.value += 1
            figures.append(self._step(step))
            own += 1
            if self.rank:
                figures.clear()
                continue
            self._update_average(own)
            if len(figures) == 50:
                self._log(step, figures, (time.time() - logged[0]) / max(1, step - logged[1]))
                figures, logged = [], (time.time(), step)
            if time.time() - saved > self.options.save_every:
                self._save(step)
                saved = time.time()
        if self.rank == 0:
            self._save(self.counter.value)


def _work(rank, task, networks, state, counter, options):
    torch.set_num_threads(1)
    Worker(rank, task, networks, state, counter, options).run()


def train(task, options):
    """Runs a task until its last step, from its checkpoint if there is one."""
    paths.make_folders()
    task.rate = options.rate or task.rate
    path = checkpoint_path(task.name)
    state = None if options.restart or not path.exists() else torch.load(path, map_location="cpu")
    torch.manual_seed(0)
    networks = task.build()
    if state:
        networks.load_state_dict(state["weights"])
    parameters = sum(w.numel() for w in networks.parameters()) / 1e6
    start = state["step"] if state else 0
    print(f"{task.name}: {parameters:.2f} million weights, from step {start}", flush=True)
    counter = multiprocessing.get_context("spawn").Value("q", start)
    if options.device == "cuda":
        Worker(0, task, networks.cuda(), state, counter, options).run()
        return
    networks.share_memory()
    multiprocessing.spawn(_work, (task, networks, state, counter, options), nprocs=options.workers)
