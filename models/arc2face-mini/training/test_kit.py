"""What can be proved about the kit without training: python -m unittest test_kit."""
import json
import shutil
import sys
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import cv2
import numpy as np
import torch
from diffusers import AutoencoderKL, LCMScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from safetensors.torch import load_file, save_file
from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

import cache_latents
import clip_image
import configs
import critic
import diffusion
import evaluate_vae
import export_model
import faces
import head
import identity_space
import make_head
import paths
import recogniser_loss
import train_all
import train_controlnet
import train_encoder
import train_facestudio
import train_unet
import train_vae
import training
from diffusion import Noiser, new_unet
from heads.normal_map import GREY
from heads.people import plain_view, sample_person, sample_view
from heads.render import Body, render
from lora import Lora, merge
from pose_estimator import PoseEstimator
from prompt import Prompt, new_encoder
from train_lcm import boundary

PROJECT = paths.MODEL.parent.parent
GOLDEN = PROJECT / "src/test/resources/golden"
sys.path.append(str(PROJECT / "src/golden"))
import vae_tiled  # noqa: E402 (the formula of the goldens' weights)


def photograph():
    """The public-domain portrait of the repository, RGB."""
    return cv2.imread(str(paths.MODEL.parent.parent / "test-images" / "astronaut.png"))[:, :, ::-1].copy()


class Heads(unittest.TestCase):
    def test_formulas_give_the_heads_of_the_plugin(self):
        for made, kept in zip(make_head.build(), (head.MEAN, head.IDENTITY, head.EXPRESSION)):
            np.testing.assert_allclose(made, kept, atol=1e-6)

    def test_mirroring_landmarks_exchanges_left_and_right(self):
        np.testing.assert_array_equal(train_vae.MIRROR[train_vae.MIRROR], np.arange(68))
        points = head.landmarks(head.MEAN)
        np.testing.assert_allclose(points[train_vae.MIRROR] * [-1, 1, 1], points, atol=.02)


class Renders(unittest.TestCase):
    def test_the_detector_finds_the_landmarks_where_they_were_drawn(self):
        drawn = render(Body(sample_person(np.random.default_rng(7))), plain_view(), 128)
        found = faces.largest(drawn.picture)
        self.assertLess(np.abs(found.landmarks[17:] - drawn.landmarks[17:]).mean(), 3)

    def test_normals_point_to_the_camera_on_the_nose_and_are_grey_outside(self):
        picture = head.mean_normal_map((0, 0, 0), (0, 1, (0, 0)), 128)
        np.testing.assert_array_equal(picture[0, 0], [GREY] * 3)
        self.assertGreater(picture[70, 64, 2], 200)


class Recogniser(unittest.TestCase):
    def test_torch_and_onnx_agree_on_a_photograph(self):
        photo = photograph()
        marks = faces.largest(photo).landmarks
        expected = faces.identities(faces.align(photo, marks)[None])[0]
        grid = recogniser_loss.crop_grid([marks], len(photo))
        crops = torch.nn.functional.grid_sample(train_vae.to_tensor(photo[None]), grid, align_corners=False)
        found, levels = recogniser_loss.Recogniser()(crops)
        self.assertGreater(float(found[0] @ torch.from_numpy(expected)), .9995)
        self.assertEqual(len(levels), len(recogniser_loss.LEVELS))

    def test_auc(self):
        self.assertEqual(faces.auc(np.array([.8, .9]), np.array([.1, .2, .3])), 1)
        self.assertAlmostEqual(faces.auc(np.array([.1, .9]), np.array([.2, .3])), .5)


class Poses(unittest.TestCase):
    def test_the_estimator_tells_the_angles_of_people_it_was_not_fitted_to(self):
        rng, persons, views = np.random.default_rng(11), 12, 10
        data = SimpleNamespace(pictures=np.zeros((persons, views, 128, 128, 3), np.uint8),
                               poses=np.zeros((persons, views, 4)))
        for person in range(persons):
            body = Body(sample_person(rng))
            for index in range(views):
                view = sample_view(rng, 40)
                data.pictures[person, index] = render(body, view, 128).picture
                data.poses[person, index] = (*view.pose, view.crop[0])
        estimate = PoseEstimator(data, range(10), count=100)
        errors, spread = estimate.error(data, range(10, 12), count=24), data.poses.std((0, 1))[[0, 1, 3]]
        np.testing.assert_array_less(errors / spread, [.4, .8, .5])


class Identities(unittest.TestCase):
    def test_centring_takes_the_common_part_out(self):
        rng = np.random.default_rng(0)
        common = rng.normal(0, 1, 512) / 512 ** .5
        vectors = identity_space.normalise(common + rng.normal(0, 1, (300, 512)) / 512 ** .5)
        span = identity_space.span(vectors)
        moved = identity_space.augment(vectors, vectors.mean(0), span, rng)
        with patch.multiple(identity_space, WHOLE=1, NONE=0):
            centred = identity_space.augment(vectors, vectors.mean(0), span, rng)
        np.testing.assert_allclose(np.linalg.norm([moved, centred], axis=2), 1, atol=1e-5)
        different = ~np.eye(300, dtype=bool)
        self.assertGreater((vectors @ vectors.T)[different].mean(), .4)
        self.assertLess((moved @ moved.T)[different].mean(), .1)
        self.assertLess((centred @ centred.T)[different].mean(), .05)

    def test_noise_stays_in_the_directions_of_the_vectors(self):
        rng = np.random.default_rng(0)
        basis = np.linalg.qr(rng.normal(0, 1, (512, 20)))[0].T
        vectors = identity_space.normalise(rng.normal(0, 1, (300, 20)) @ basis + rng.normal(0, 1e-4, (300, 512)))
        span = identity_space.span(vectors)
        self.assertEqual(span.shape, (20, 512))
        np.testing.assert_allclose(span @ span.T, np.eye(20), atol=1e-5)
        with patch.multiple(identity_space, NONE=1, WHOLE=0, NOISY=1):
            moved = identity_space.augment(vectors, 0, span, rng)
        np.testing.assert_allclose(np.linalg.norm(moved @ span.T, axis=1), 1, atol=1e-4)
        likeness = (moved * vectors).sum(1)         # 1 / sqrt(1 + length^2) on average, lengths evenly from 0 to NOISE
        self.assertAlmostEqual(float(likeness.mean()), np.arcsinh(identity_space.NOISE) / identity_space.NOISE, delta=.03)

    def test_most_identities_are_of_disturbed_views(self):
        data = diffusion.LatentDataset.__new__(diffusion.LatentDataset)
        data.identities, data.disturbed, data.centre, data.directions = np.zeros((1, 3, 512)), np.ones((1, 3, 4, 512)), 0, None
        with patch.object(identity_space, "augment", lambda vectors, *where: vectors):
            vectors = data.identity([0] * 2000, [1] * 2000, np.random.default_rng(0))
        self.assertAlmostEqual(float(vectors.mean()), diffusion.DISTURBED, delta=.04)


class Networks(unittest.TestCase):
    def test_training_can_start_from_the_bundled_model(self):
        unet, encoder = new_unet(), new_encoder()
        train_unet.load_folder(paths.MODEL, unet, encoder)
        kept = load_file(paths.MODEL / "arc2face" / "diffusion_pytorch_model.safetensors")
        torch.testing.assert_close(unet.conv_in.weight.detach(), kept["conv_in.weight"].float())
        self.assertEqual(unet.conv_in.weight.dtype, torch.float32)

    def test_shared_context_is_the_ordinary_attention(self):
        torch.manual_seed(0)
        unet, latents = new_unet().eval(), torch.randn(4, 4, 16, 16)
        context, steps = torch.randn(2, 77, 512), torch.tensor([1, 500, 900, 30])
        with torch.no_grad():
            shared = unet(latents, steps, context).sample
            unet.set_attn_processor(AttnProcessor())
            expected = unet(latents, steps, context.repeat_interleave(2, 0)).sample
        torch.testing.assert_close(shared, expected, atol=1e-4, rtol=1e-4)

    def test_the_first_contexts_do_not_depend_on_the_rest(self):
        encoder, prompt, identity = new_encoder().eval(), Prompt(), torch.nn.functional.normalize(torch.randn(2, 512))
        with torch.no_grad():
            for nobody in (None, torch.tensor([True, False])):
                whole = prompt.context(encoder, identity, nobody)
                torch.testing.assert_close(prompt.context(encoder, identity, nobody, length=12), whole[:, :12])

    def test_the_empty_prompt_is_the_text_encoders_own(self):
        torch.manual_seed(0)
        encoder, prompt = new_encoder().eval(), Prompt()
        with torch.no_grad():
            found = prompt.context(encoder, torch.randn(1, 512), torch.tensor([True]))
            expected = encoder(prompt.empty[None]).last_hidden_state
        torch.testing.assert_close(found, expected, atol=1e-5, rtol=1e-5)

    def test_only_positions_from_the_id_token_on_see_the_identity(self):
        torch.manual_seed(0)
        encoder, prompt = new_encoder().eval(), Prompt()
        with torch.no_grad():
            one, two = prompt.context(encoder, torch.randn(2, 512))
        torch.testing.assert_close(one[:4], two[:4])
        self.assertGreater(float((one[4:] - two[4:]).abs().mean()), .01)

    def test_noised_latents_keep_unit_variance(self):
        torch.manual_seed(0)
        noised, _, steps, _ = Noiser(1, "cpu")(torch.randn(64, 4, 16, 16), np.random.default_rng(0))
        self.assertAlmostEqual(float(noised.std()), 1, delta=.02)
        self.assertLess(int(steps.min()), 20)
        self.assertGreater(int(steps.max()), 980)

    def test_the_head_counts_more_than_its_background(self):
        maps = torch.full((2, 3, 128, 128), GREY / 255)
        maps[0, 2, 32:96, 32:96] = 1
        area = train_controlnet.head_area(maps, 16)
        torch.testing.assert_close(area[0, 0, 8, 8] / area[0, 0, 0, 0], torch.tensor(float(train_controlnet.HEAD)))
        torch.testing.assert_close(area.mean((2, 3)), torch.ones(2, 1))
        torch.testing.assert_close(area[1], torch.ones(1, 16, 16))

    def test_views_that_look_up_or_down_come_more_often(self):
        rng, poses = np.random.default_rng(0), np.array([[0, 20, 0, 0], [40, 0, 0, 0], [0, -20, 9, 0]])
        times = np.bincount([train_controlnet.steep_slot(poses, rng) for _ in range(3000)], minlength=3) / 3000
        share = (train_controlnet.LEVEL + 20) / (3 * train_controlnet.LEVEL + 40)
        np.testing.assert_allclose(times, [share, 1 - 2 * share, share], atol=.03)

    def test_a_lora_is_the_same_as_its_weights_merged(self):
        torch.manual_seed(0)
        unet = new_unet().eval()
        lora, inputs = Lora(unet, 4), (torch.randn(1, 4, 16, 16), torch.tensor([500]), torch.randn(1, 77, 512))
        with torch.no_grad():
            plain = unet(*inputs).sample
            handles = lora.attach(unet)
            torch.testing.assert_close(unet(*inputs).sample, plain)
            for _, up in lora.pairs.values():
                up.weight.normal_(0, .02)
            attached = unet(*inputs).sample
            for handle in handles:
                handle.remove()
            with tempfile.TemporaryDirectory() as folder:
                lora.save(Path(folder) / "lora.safetensors")
                merge(unet, Path(folder) / "lora.safetensors")
            merged = unet(*inputs).sample
        self.assertGreater(float((attached - plain).abs().max()), .01)
        torch.testing.assert_close(merged, attached, atol=1e-3, rtol=1e-3)

    def test_the_consistency_function_is_that_of_diffusers(self):
        scheduler = LCMScheduler()
        for step in (0, 19, 999):
            expected = scheduler.get_scalings_for_boundary_condition_discrete(torch.tensor(step))
            for found, value in zip(boundary(torch.tensor([step])), expected):
                self.assertAlmostEqual(float(found), float(value), places=6)

    def test_a_budget_of_minutes_cools_down_and_ends(self):
        options = SimpleNamespace(device="cpu", cooldown=0, steps=10, minutes=1.0)
        task = SimpleNamespace(rate=1.0, warmup=1, decay=0, faster={}, prepare=lambda device: None)
        with patch.object(training.time, "time", return_value=0):
            worker = training.Worker(1, task, torch.nn.ModuleDict({"one": torch.nn.Linear(1, 1)}), None, SimpleNamespace(value=0), options)
        for seconds, rate in ((0, 1), (30, 1), (48, .5), (60, 0), (90, 0)):
            with patch.object(training.time, "time", return_value=seconds):
                self.assertAlmostEqual(worker._rate(5), rate)
                self.assertEqual(worker._spent() == 1, seconds >= 60)

    def test_the_stages_together_keep_the_budget(self):
        left, worked = 480.0, []
        for number, stage in enumerate(train_all.STAGES):
            training_time = 60 * train_all.training_minutes(number, left) if stage.share else 0
            worked.append(training_time)
            left -= training_time + train_all.RESERVE
        self.assertAlmostEqual(left, 0, places=6)
        np.testing.assert_allclose(worked, [stage.share * sum(worked) for stage in train_all.STAGES])
        self.assertEqual(60 * train_all.training_minutes(len(train_all.STAGES) - 2, -100), train_all.LEAST)

    def test_bfloat16_is_used_where_the_processor_has_it(self):
        self.assertTrue(training.has_bfloat16("cuda"))
        with training.autocast("cpu"):
            kind = torch.mm(torch.ones(2, 2), torch.ones(2, 2)).dtype
        self.assertEqual(kind, torch.bfloat16 if training.has_bfloat16("cpu") else torch.float32)

    def test_an_encoder_that_keeps_the_spread_moves_what_is_too_near_to_the_mean(self):
        task = train_encoder.EncoderTask(SimpleNamespace(start=None, batch=None, spread=True))
        task.teacher, task.mean, task.spread = None, torch.randn(77, 512), torch.full((77,), 4.0)
        away = torch.nn.functional.normalize(torch.randn(3, 77, 512), dim=-1)      # of squared length 1, where people have 4
        lengths = torch.tensor([1.0, 4.0, .5])[:, None, None]                      # a quarter, 4 times, a sixteenth of a person
        task.prompt = SimpleNamespace(context=lambda encoder, vectors, length: (task.mean + lengths * away)[:, :length])
        wanted = task._wanted(torch.zeros(3, 512), None, 12) - task.mean[:12]
        torch.testing.assert_close(wanted.norm(dim=-1), torch.tensor([2.0, 4.0, .5 * train_encoder.FARTHEST])[:, None].repeat(1, 12))
        torch.testing.assert_close(wanted / wanted.norm(dim=-1, keepdim=True), away[:, :12])

    def test_a_critic_and_what_it_judges_move_each_other_only(self):
        torch.manual_seed(0)
        judge, found, wanted = critic.Critic(), torch.randn(2, 3, 64, 64, requires_grad=True), torch.randn(2, 3, 64, 64)
        *judged, own = critic.critic_losses(judge, found, wanted)
        weights = list(judge.parameters())
        for loss in judged:
            self.assertEqual([None] * len(weights), list(torch.autograd.grad(loss, weights, retain_graph=True, allow_unused=True)))
            self.assertGreater(float(torch.autograd.grad(loss, found, retain_graph=True)[0].abs().sum()), 0)
        self.assertIsNone(torch.autograd.grad(own, found, retain_graph=True, allow_unused=True)[0])
        self.assertTrue(all(g.abs().sum() > 0 for g in torch.autograd.grad(own, weights)))

    def test_a_critic_learns_what_is_blurred(self):
        torch.manual_seed(0)
        judge = critic.Critic()
        blur = torch.nn.AvgPool2d(3, 1, 1)
        optimizer = torch.optim.AdamW(judge.parameters(), 1e-3)
        for _ in range(40):
            sharp = torch.randn(4, 3, 64, 64).clamp(-1, 1)
            own = critic.critic_losses(judge, blur(sharp), sharp)[-1]
            optimizer.zero_grad()
            own.backward()
            optimizer.step()
        sharp = torch.randn(4, 3, 64, 64).clamp(-1, 1)
        scores = judge(torch.cat([sharp, blur(sharp)]))[0].mean((1, 2, 3))
        self.assertGreater(float(scores[:4].min()), float(scores[4:].max()))

    def test_a_balance_gives_gradients_the_same_length(self):
        values = torch.tensor([1.0, 2.0], requires_grad=True)
        first, second = (values ** 2).sum(), 7 * values.sum()           # gradients (2, 4) and (7, 7)
        self.assertAlmostEqual(float(critic.balance(first, second, values)), (20 / 98) ** .5, places=6)

    def test_a_network_learns_at_its_multiple_of_the_rate(self):
        options = training.arguments("").parse_args([])
        task = training.Task()
        task.faster = {"quick": 5}
        task.prepare = lambda device: None
        task.loss = lambda networks, rng: (sum(network.weight.sum() for network in networks.values()), {})
        networks = torch.nn.ModuleDict({name: torch.nn.Linear(1, 1, bias=False) for name in ("slow", "quick")})
        before = {name: network.weight.item() for name, network in networks.items()}
        training.Worker(1, task, networks, None, SimpleNamespace(value=0), options)._step(1)
        moved = {name: before[name] - network.weight.item() for name, network in networks.items()}
        self.assertAlmostEqual(moved["quick"] / moved["slow"], 5, delta=.01)

    def test_a_decoder_is_exported_with_the_encoder_that_it_was_trained_for_only(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            vae = AutoencoderKL(**configs.VAE)
            vae.half().save_pretrained(folder / "vae")
            with patch.object(paths, "EXPORT", folder), patch.object(paths, "CHECKPOINTS", folder):
                for part, kept in (("encoder", True), ("decoder", False)):
                    trained, before = evaluate_vae.load("export"), evaluate_vae.load("export").decoder.conv_in.bias
                    with torch.no_grad():
                        trained.decoder.conv_in.bias += 1
                        if part == "encoder":
                            trained.encoder.conv_in.bias += 1
                    torch.save(dict(average=torch.nn.ModuleDict({"vae": trained}).state_dict()), folder / "decoder.pt")
                    export_model.save_decoder()
                    self.assertEqual(kept, torch.equal(before, evaluate_vae.load("export").decoder.conv_in.bias), part)

    def test_an_encoder_is_exported_with_the_unet_that_it_was_taught_for_only(self):
        with tempfile.TemporaryDirectory() as name, patch.object(paths, "CHECKPOINTS", Path(name)), torch.no_grad():
            trained, taught = new_encoder(), new_encoder()
            self.assertIs(export_model.best_encoder(trained), trained)
            taught.text_model.final_layer_norm.bias += 1
            embeddings = taught.text_model.embeddings
            embeddings.load_state_dict(trained.text_model.embeddings.state_dict())
            for kept in (True, False):
                torch.save(dict(average=torch.nn.ModuleDict({"encoder": taught}).state_dict()), Path(name) / "encoder.pt")
                best = export_model.best_encoder(trained)
                self.assertEqual(kept, bool(best.text_model.final_layer_norm.bias.all()))
                embeddings.token_embedding.weight[0, 0] += 1

    def test_evening_the_channels_leaves_the_pictures_alone(self):
        torch.manual_seed(0)
        vae = train_vae.linear_start(AutoencoderKL(**configs.VAE)).eval()
        pictures = np.random.default_rng(0).integers(0, 255, (4, 64, 64, 3), np.uint8)
        with torch.no_grad():
            before = vae.decode(cache_latents.encode(vae, pictures)).sample
            cache_latents.even_channels(vae, pictures)
            latents = cache_latents.encode(vae, pictures)
            after = vae.decode(latents).sample
        torch.testing.assert_close(after, before, atol=1e-3, rtol=1e-3)
        self.assertLess(float(latents.mean((0, 2, 3)).abs().max()), 1e-3)
        self.assertAlmostEqual(float(latents.std()) * vae.config.scaling_factor, 1, delta=.01)


def by_formula(name, shape):
    """The weights that the plugin's goldens were computed with, where the variances are positive."""
    values = vae_tiled.weights(name, shape)
    if name.endswith("running_mean"):
        return values * 0.5
    return values.abs() + 0.5 if name.endswith("running_var") else values


class FaceStudio(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def _resnet(self, folder):
        shapes = json.loads((GOLDEN / "image/rn/tensors.json").read_text())
        folder.mkdir(parents=True)
        save_file({name: by_formula(name, shape) for name, shape in shapes.items()}, folder / "model.safetensors")
        return folder

    def _start(self):
        start = self.folder / "start"
        UNet2DConditionModel(**configs.UNET).save_pretrained(start / "unet")
        AutoencoderKL(**configs.VAE).save_pretrained(start / "vae")
        new_encoder().save_pretrained(start / "text_encoder")
        shutil.copytree(paths.MODEL / "tokenizer", start / "tokenizer")
        shutil.copytree(paths.MODEL / "scheduler", start / "scheduler")
        vision = CLIPVisionConfig(hidden_size=64, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
                                  image_size=32, patch_size=8, projection_dim=32)
        for name in ("style_encoder", "style_encoder_3"):
            CLIPVisionModelWithProjection(vision).save_pretrained(start / name)
        self._resnet(start / "style_encoder_2")
        return start

    def test_the_modified_resnet_sees_what_open_clip_sees(self):
        encoder = clip_image.ModifiedResNet(self._resnet(self.folder / "rn"), "cpu")
        golden = load_file(GOLDEN / "image/rn/out.safetensors")
        torch.testing.assert_close(encoder(golden["pixel_values"]), golden["image_embeds"], atol=1e-4, rtol=0)

    def test_pixels_are_those_of_the_processor(self):
        golden = load_file(GOLDEN / "image/rn/out.safetensors")["pixel_values"]
        picture = clip_image.square(clip_image.read(GOLDEN / "image/photo.png"), 64)
        pixels = (picture / 255 - clip_image.MEAN) / clip_image.DEVIATION
        np.testing.assert_allclose(pixels.transpose(2, 0, 1), golden[0], atol=1e-5)

    def test_a_few_steps_change_the_networks_and_the_folder_has_the_layout(self):
        pictures, out = self.folder / "pictures", self.folder / "out"
        pictures.mkdir()
        cv2.imwrite(str(pictures / "face.png"), photograph()[:, :, ::-1])
        cv2.imwrite(str(pictures / "none.jpg"), np.full((90, 70, 3), 200, np.uint8))
        (pictures / "face.txt").write_text("a portrait", "utf-8")
        options = training.arguments("").parse_args(["--steps", "3", "--batch", "2", "--workers", "1"])
        options.start, options.pictures, options.tokens = self._start(), pictures, 3
        with patch.object(paths, "CHECKPOINTS", self.folder), patch.object(training.multiprocessing, "spawn", in_place):
            task = train_facestudio.FaceStudioTask(options)
            training.train(task, options)
            train_facestudio.export(task, out)
        kept = task._faces([clip_image.read(path) for path in task.files])
        np.testing.assert_allclose(kept.norm(dim=1), [1, 0], atol=1e-5)     # zeros where there is no face
        for name in ("unet", "linear", "prior"):
            weights = load_file(out / name / "diffusion_pytorch_model.safetensors")
            self.assertTrue(all(torch.isfinite(weight).all() for weight in weights.values()), name)
        linear = load_file(out / "linear/diffusion_pytorch_model.safetensors")
        self.assertEqual(linear["linear.weight"].shape, (3 * 512, 32 + 48 + 32 + 512))
        before = load_file(options.start / "unet/diffusion_pytorch_model.safetensors")
        after = load_file(out / "unet/diffusion_pytorch_model.safetensors")
        self.assertTrue(any(not torch.equal(before[name], after[name]) for name in before), "nothing was learned")


def in_place(work, arguments, nprocs):
    """Runs a worker in this process."""
    work(0, *arguments)


if __name__ == "__main__":
    unittest.main()
