"""What can be proved about the heads: python -m unittest heads.test_heads (in the kit's folder)."""
import tempfile
import unittest
from pathlib import Path

import numpy as np

from . import codec, dataset, eyes, hair, landmarks68
from .anatomy import anatomy, catmull_clark
from .draw import Canvas
from .people import STYLES, macro, plain_view, sample_person, sample_view
from .normal_map import GREY
from .photo_like import photo_like
from .render import Body, bare_normal_map, render


class Shapes(unittest.TestCase):
    def test_refining_a_cube_keeps_it_symmetric_and_shrinks_it(self):
        cube = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
        faces = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])
        matrix, quads = catmull_clark(faces, 8)
        fine = matrix @ cube
        self.assertEqual(fine.shape, (26, 3))
        self.assertEqual(quads.shape, (24, 4))
        np.testing.assert_allclose(np.asarray(matrix.sum(1)), 1, atol=1e-9)
        np.testing.assert_allclose(np.abs(fine[:8]), 5 / 9, atol=1e-9)

    def test_macro_weights_sum_to_one_for_shape_and_for_ancestry(self):
        weights = macro(.8, 33, np.array([.2, .3, .5]), .6, .4)
        for kind in ("universal", "ancestry"):
            self.assertAlmostEqual(sum(v for k, v in weights.items() if k.startswith(kind)), 1, places=6)

    def test_landmarks_are_symmetric_and_in_order(self):
        points = landmarks68.points(anatomy().canonical)
        np.testing.assert_allclose(points[landmarks68.MIRROR] * [-1, 1, 1], points, atol=.15)
        self.assertTrue((np.diff(points[:17, 0]) > 0).all())
        self.assertLess(points[8, 1], points[57, 1])
        self.assertGreater(points[30, 2], points[27, 2])

    @staticmethod
    def _opening(weights):
        """How far the lids are apart, as a share of the eye's width."""
        p = landmarks68.points(anatomy().refine(anatomy().shape(weights)))
        return (p[[37, 38, 43, 44], 1] - p[[41, 40, 47, 46], 1]).mean() / (p[[39, 45], 0] - p[[36, 42], 0]).mean()

    def test_blinking_closes_the_lids(self):
        wide, shut = (self._opening({f"action:eyeBlink{s}": v for s in ("Left", "Right")}) for v in (0, 1))
        self.assertLess(shut, .4 * wide)

    def test_eyes_are_nearly_always_open(self):
        rng = np.random.default_rng(0)
        openings = []
        for _ in range(40):
            person, view = sample_person(rng), sample_view(rng, 30)
            openings.append(self._opening({**person.weights, **{f"action:{k}": v for k, v in view.actions.items() if v > 0}}))
        self.assertGreater(np.mean(np.array(openings) > .25), .9)

    def test_people_are_as_varied_as_wanted(self):
        rng = np.random.default_rng(0)
        people = [sample_person(rng) for _ in range(300)]
        self.assertAlmostEqual(np.mean([p.male for p in people]), .5, delta=.09)
        self.assertAlmostEqual(np.mean([p.age for p in people]), 47.5, delta=3.5)
        np.testing.assert_allclose(np.mean([p.ancestry for p in people], 0), 1 / 3, atol=.06)
        self.assertEqual({p.style for p in people}, set(STYLES))
        melanin = np.array([p.skin["melanin"] for p in people])
        self.assertGreater((melanin > .6).mean(), .2)
        self.assertGreater((melanin < .2).mean(), .2)
        self.assertGreater(np.mean([p.hair_colour.mean() > .06 for p in people]), .1)


class Pictures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.body = Body(sample_person(np.random.default_rng([1, 2])))

    def test_a_seed_is_a_picture(self):
        again = Body(sample_person(np.random.default_rng([1, 2])))
        np.testing.assert_array_equal(render(self.body, plain_view(), 64).picture, render(again, plain_view(), 64).picture)

    def test_yaw_turns_the_nose_to_picture_right(self):
        left, right = (render(self.body, plain_view((yaw, 0, 0)), 64).landmarks for yaw in (-30, 30))
        offset = lambda p: p[30, 0] - p[[36, 45], 0].mean()
        self.assertLess(offset(left), -1)
        self.assertGreater(offset(right), 1)

    def test_pitch_up_brings_the_nose_nearer_to_the_eyes(self):
        down, up = (render(self.body, plain_view((0, pitch, 0)), 64).landmarks for pitch in (-20, 20))
        share = lambda p: (p[30, 1] - p[36:48, 1].mean()) / (p[[48, 54], 1].mean() - p[36:48, 1].mean())
        self.assertLess(share(up), share(down))

    def test_hair_grows_outside_the_head(self):
        for strands in self.body.scalp_hair:
            surface = hair.Surface(self.body.vertices, hair.normals(self.body.vertices, anatomy().triangles))
            height, _ = surface(strands.paths[::20, 2:].reshape(-1, 3))
            self.assertGreater((height > -.3).mean(), .9)

    def test_normals_point_to_the_camera_on_the_nose_and_are_grey_outside(self):
        for body in (None, self.body):
            picture = bare_normal_map(body, plain_view(), 128)
            np.testing.assert_array_equal(picture[0, 0], [GREY] * 3)
            self.assertGreater(picture[70, 64, 2], 200)
            right, left = picture[60:90, 80:100, 0].mean(), picture[60:90, 28:48, 0].mean()
            self.assertGreater(right, left + 40)

    def test_the_landmarks_are_inside_the_picture(self):
        view = plain_view((20, 5, 0))
        drawn = render(self.body, view, 64)
        self.assertTrue(np.isfinite(drawn.landmarks).all())
        self.assertTrue(((drawn.landmarks > 0) & (drawn.landmarks < 64)).all())


class Strands(unittest.TestCase):
    def test_a_strand_covers_the_share_of_a_pixel_that_it_is_wide(self):
        canvas = Canvas(np.zeros((3, 3)), np.array([[0, 1, 2]]), 8)
        picture, cover = np.zeros((8, 8, 3), np.float32), np.zeros((8, 8), np.float32)
        paths = np.array([[[-1, 4.5, z], [9, 4.5, z]] for z in (1, 0)], np.float32)         # the nearer one is given first
        colours = np.array([[[1, 0, 0]] * 2, [[0, 1, 0]] * 2], np.float32)
        canvas.strands(paths, colours, np.full((2, 2), .5), picture, cover)
        np.testing.assert_allclose(cover[4], .75, atol=1e-6)
        np.testing.assert_allclose(picture[4], [[.5, .25, 0]] * 8, atol=1e-6)
        self.assertEqual(cover[[3, 5]].max(), 0)


class Disturbed(unittest.TestCase):
    def test_the_recogniser_sees_the_same_person_less_surely(self):
        people = [render(Body(sample_person(np.random.default_rng(seed))), plain_view((5, 3, 0)), 128) for seed in (1, 2)]
        before = [drawn.picture.copy() for drawn in people]
        vectors = [dataset.identities(number, [drawn.picture] * 3, [drawn.landmarks] * 3) for number, drawn in enumerate(people)]
        for drawn, picture in zip(people, before):
            np.testing.assert_array_equal(drawn.picture, picture)
        (one, changed), (two, _) = ([v[key].astype(np.float32) for key in ("identities", "disturbed")] for v in vectors)
        self.assertEqual(changed.shape, (3, dataset.DISTURBED, 512))
        np.testing.assert_allclose(np.linalg.norm(changed, axis=2), 1, atol=1e-3)
        own = (changed.reshape(-1, 512) @ one[0])
        self.assertLess(own.max(), .99)
        self.assertGreater(own.mean(), float(one[0] @ two[0]) + .1)

    def test_a_seed_gives_the_same_picture(self):
        picture, marks = np.full((128, 128, 3), 120, np.uint8), np.random.default_rng(3).uniform(30, 100, (68, 2))
        (one, one_marks), (two, two_marks) = (photo_like(picture, marks, np.random.default_rng(7)) for _ in range(2))
        np.testing.assert_array_equal(one, two)
        np.testing.assert_array_equal(one_marks, two_marks)
        self.assertEqual((one.dtype, one.shape), (np.uint8, picture.shape))


class Files(unittest.TestCase):
    def test_the_codec_keeps_pictures(self):
        y, x = np.mgrid[:64, :64]
        picture = np.stack([x * 3, y * 3, 128 + 60 * np.sin(x / 9)], -1).clip(0, 255).astype(np.uint8)[None]
        back = codec.decode(codec.encode(picture))
        self.assertLess(np.abs(back.astype(int) - picture).mean(), 2)

    def test_a_data_file_is_read_as_it_was_drawn(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "heads.npz"
            self.assertLess(dataset.make(path, 2, 2), 200_000)
            with np.load(path) as file:
                back, row = dataset.read(file, slice(1, 2)), dataset.draw_person(1, 2)
            self.assertLess(np.abs(back["pictures"][0].astype(int) - row["pictures"]).mean(), 5)
            self.assertLess(np.abs(back["normals"][0].astype(int) - row["normals"]).mean(), 4)
            np.testing.assert_allclose(back["landmarks"][0], row["landmarks"], atol=.01)
            np.testing.assert_array_equal(back["poses"][0], row["poses"])


if __name__ == "__main__":
    unittest.main()
