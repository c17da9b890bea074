"""Draws a person as a camera sees them.

A Body is what does not change between views: the neutral shape, grown strands, and which directions of light each
point sees. render() adds expression, pose, lights and camera. Light is linear until the grade at the end.
"""
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from . import eyes, hair, landmarks68, skin
from .anatomy import anatomy
from .crop import crop_matrix, rotation
from .draw import Canvas, noise, normals, visibility
from .hair import smooth, unit
from .normal_map import normal_map
from .people import macro

cv2.setNumThreads(1)
DIRECTIONS = 56
_h = 1 - 2 * (np.arange(DIRECTIONS) + .5) / DIRECTIONS
_a = np.arange(DIRECTIONS) * np.pi * (3 - 5 ** .5)
SPHERE = np.stack([np.sqrt(1 - _h ** 2) * np.cos(_a), _h, np.sqrt(1 - _h ** 2) * np.sin(_a)], 1).astype(np.float32)
BODY, EYE, TEETH, TONGUE, CLOTH = range(5)
KNOTS = 5                                       # points of a strand at which its light is worked out
FLESH = np.array([.26, .075, .07])


@dataclass
class Rendering:
    """A picture [size, size, 3] uint8, its 68 landmarks in pixels, the crop's matrix."""
    picture: np.ndarray
    landmarks: np.ndarray
    matrix: np.ndarray


class Body:
    """A person's neutral head, ready to be drawn in many views."""

    def __init__(self, person):
        self.person = person
        coarse = anatomy().shape(person.weights)
        self.origin = eyes.centres(coarse)[0].mean(0)
        self.coarse = coarse - self.origin
        self.vertices = anatomy().refine(self.coarse)
        vertex_normals = normals(self.vertices, anatomy().triangles)
        self.maps = skin.vertex_maps(person, anatomy().canonical, anatomy().masks)
        self.scalp_hair = hair.grow(person, self.vertices, vertex_normals)
        self.face_hair = hair.grow_face(person, self.vertices, vertex_normals)
        self.strands = self.scalp_hair + self.face_hair
        self.root_rest = [s.roots(self.vertices) for s in self.strands]
        self.garment, self.garment_triangles = _garment(person, self.vertices, vertex_normals)
        self.solid = np.concatenate([self.vertices, self.garment])
        self.solid_triangles = np.concatenate([anatomy().triangles, self.garment_triangles + len(self.vertices)])
        self.shade_hair, self.shade_area = self._shade()
        outward = np.concatenate([vertex_normals, vertex_normals])
        self.seen = self._visibility(self.solid + .45 * outward)
        self.strand_seen = [self._visibility(s.paths[:, _knots(s)].reshape(-1, 3)) for s in self.scalp_hair]

    def _shade(self):
        points = [s.paths[::2].reshape(-1, 3) for s in self.scalp_hair]
        if not points:
            return np.zeros((0, 3), np.float32), 0.0
        s = self.scalp_hair[0]
        length = np.linalg.norm(np.diff(s.paths, axis=1), axis=2).sum(1).mean()
        return np.concatenate(points), float(2 * length * s.widths.mean() / s.paths.shape[1] * .8)

    def _visibility(self, points, directions=SPHERE, resolution=84, bias=.4):
        return visibility(self.solid, self.solid_triangles, self.shade_hair, self.shade_area, directions, points, resolution, bias)


def _knots(strands):
    return np.linspace(0, strands.paths.shape[1] - 1, KNOTS).round().astype(int)


def _garment(person, vertices, vertex_normals):
    """A collar and shoulders: the body's own surface below a neckline, stood off a little."""
    c, clothes = anatomy().canonical, person.clothes
    around = np.arctan2(c[:, 0], c[:, 2] + 8)
    front = np.cos(around)
    low = clothes["low"]
    depth = {0: 1.2, 1: 4.5 + low, 2: .2}[clothes["neck"]]
    line = -13.4 - depth * smooth(.2, 1.0, front) ** (1.6 if clothes["neck"] == 1 else 1) - 1.0 * smooth(0, -1, front) * 0 + (.8 if clothes["neck"] == 2 else 0)
    away = c[:, 1] - line
    t = anatomy().triangles
    t = t[(away[t] < 0).any(1)]
    drop = np.clip(away, 0, 1.6)[:, None] * np.array([0, -1.0, 0])          # the edge's vertices onto the line
    folds = .25 * noise(c, .25, clothes["seed"]) + .12 * noise(c, .6, clothes["seed"] + 1)
    off = .40 + .25 * smooth(-2.5, 0, away) + np.maximum(0, folds) * smooth(0, -3, away)
    return (vertices + drop + vertex_normals * off[:, None]).astype(np.float32), t


def environment(lights, directions, blur=0.0):
    """Radiance [n, 3] from directions in the camera's frame, without the key light."""
    up = directions[:, 1:2]
    result = lights["ground"] + (lights["sky"] - lights["ground"]) * smooth(-.6, .8, up)
    for way, power, wide in lights["lamps"]:
        sharp = 1 / max(wide + blur, .05) ** 2
        result = result + power * np.exp(-sharp * (1 - directions @ way))[:, None]
    return result


def _view_turn(points, pose, home_y):
    """Turns the head by the pose, and the shoulders by a part of it."""
    whole, part = (rotation(*p).astype(np.float32) for p in (pose, np.array(pose) * [.35, .25, .3]))
    neck = np.array([0, -11.0, -9.0], np.float32)
    share = smooth(-20, -11.5, home_y).astype(np.float32)[:, None]
    a = points @ whole.T
    b = (points - neck) @ part.T + neck @ whole.T
    return a * share + b * (1 - share)


class _Camera:
    """Perspective into the pixels of a crop, which is FFHQ's by the landmarks as they are seen."""

    def __init__(self, marks, view, size, samples):
        self.distance = view.distance
        flat = self._plane(marks)
        self.matrix = crop_matrix(flat, size, *view.crop)
        self.marks = (flat @ self.matrix[:, :2].T + self.matrix[:, 2]).astype(np.float32)
        self.samples = samples
        self.scale = np.hypot(self.matrix[0, 0], self.matrix[1, 0])        # pixels per cm
        c, s = self.matrix[0, 0] / self.scale, self.matrix[1, 0] / self.scale
        self.turn = np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]], np.float32)       # the crop's roll

    def _plane(self, points):
        shrink = self.distance / (self.distance - points[:, 2:])
        return points[:, :2] * shrink * [1, -1]

    def __call__(self, points):
        """Points [n, 3] of the head turned by the pose to (x, y, depth) of the sample grid."""
        flat = self._plane(points) @ self.matrix[:, :2].T + self.matrix[:, 2]
        return np.concatenate([flat, points[:, 2:] * self.scale], 1).astype(np.float32) * self.samples


def _shadow(body, lights, turn_back, points):
    """How much of the key light reaches points of the neutral frame."""
    rng = np.random.default_rng(0)
    count = 4 if lights["key_soft"] < .08 else 6
    ways = unit(lights["key"] + rng.normal(0, lights["key_soft"] * .6, (count, 3))) @ turn_back
    return body._visibility(points, ways.astype(np.float32), 200, .3).mean(1)


def _specular(normal, half, sharp):
    return (sharp + 2) / 8 * np.maximum(0, (normal * half).sum(-1)) ** sharp


def _blur(image, mask, sigma):
    """An image [h, w] blurred inside its mask only."""
    return cv2.GaussianBlur(image * mask, (0, 0), sigma) / np.maximum(cv2.GaussianBlur(mask, (0, 0), sigma), 1e-4)


def _background(view, size):
    """An out-of-focus room or a plain wall, in linear light."""
    b = view.background
    y, x = np.mgrid[:size, :size] / size - .5
    grid = np.stack([x.ravel(), y.ravel(), 0 * x.ravel()], 1)
    level = np.exp(b["slope"][0] * x + b["slope"][1] * y)[..., None]
    if b["kind"] == 0:
        return (b["base"] * level * (1 + .08 * noise(grid, 3.0, b["seed"]).reshape(size, size, 1))).astype(np.float32)
    rng = np.random.default_rng(b["seed"])
    picture = np.ones((64, 64, 3)) * b["base"]
    for _ in range(rng.integers(8, 22)):                # walls, windows, furniture, foliage
        x0, y0 = rng.integers(-20, 64, 2)
        w, h = rng.integers(4, 40, 2)
        patch = b["base"] * np.exp(rng.normal(0, .8)) * (1 + rng.normal(0, b["colour"], 3)).clip(.2, 2.5)
        picture[max(0, y0):max(0, y0 + h), max(0, x0):max(0, x0 + w)] = patch
    for _ in range(rng.integers(0, 8)):
        cv2.circle(picture, tuple(int(v) for v in rng.integers(0, 64, 2)), int(rng.integers(1, 4)), [float(v) for v in rng.uniform(.8, 3, 3)], -1)
    picture = cv2.GaussianBlur(picture, (0, 0), 2.2 + 5 * b["spread"], borderType=cv2.BORDER_REFLECT)
    return cv2.resize(picture, (size, size), interpolation=cv2.INTER_CUBIC).astype(np.float32) * level.astype(np.float32)


def _tone(linear):
    """A film-like curve to display values 0..1."""
    x = np.maximum(linear, 0)
    y = x * (2.51 * x + .03) / (x * (2.43 * x + .59) + .14)
    return np.clip(y, 0, 1) ** (1 / 2.2)


class _Scene:
    """Everything of one view, in the neutral frame and as the camera sees it."""

    def __init__(self, body, view):
        self.body, self.view = body, view
        weights = dict(body.person.weights)
        weights.update({f"action:{k}": v for k, v in view.actions.items() if v > 0})
        self.coarse = anatomy().shape(weights) - body.origin
        self.vertices = anatomy().refine(self.coarse)
        ball, ball_triangles, local = eyes.balls(self.coarse, view.gaze)
        a, n = anatomy(), len(self.vertices)
        parts = [(self.vertices, a.triangles, BODY), (ball, ball_triangles, EYE)]
        for name, kind in (("teeth", TEETH), ("tongue", TONGUE)):
            quads = a.parts[name]
            triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
            used, flat = np.unique(triangles, return_inverse=True)
            parts.append((self.coarse[used] + ([0, -.30, .22] if kind == TEETH else [0, 0, 0]), flat.reshape(-1, 3), kind))
            if kind == TEETH:
                self.teeth_home = a.template[used]
        parts.append((body.garment, body.garment_triangles, CLOTH))
        starts = np.cumsum([0] + [len(p[0]) for p in parts])
        self.points = np.concatenate([p[0] for p in parts]).astype(np.float32)
        self.triangles = np.concatenate([p[1] + s for p, s in zip(parts, starts)]).astype(np.int32)
        self.material = np.concatenate([np.full(len(p[1]), p[2], np.uint8) for p in parts])
        self.starts = starts
        self.normals = normals(self.points, self.triangles)
        self.home_y = np.concatenate([a.canonical[:, 1], np.zeros(starts[4] - n), a.canonical[:, 1]])
        self.turned = _view_turn(self.points, view.pose, self.home_y)
        self.local = local
        self.canonical = self.points.copy()
        self.canonical[:n] = a.canonical
        self.canonical[starts[1]:starts[2]] = local
        self.canonical[starts[2]:starts[3]] = self.teeth_home
        self.canonical[starts[4]:] = a.canonical


def render(body, view, size, samples=2, trace=None):
    """Draws a Body in a view. A dict `trace` gets, per sample, the place of the skin on the neutral head (nan elsewhere)."""
    person, scene, lights = body.person, _Scene(body, view), view.lights
    marks = landmarks68.points(scene.vertices)
    pose_turn = rotation(*view.pose)
    camera = _Camera(marks @ pose_turn.T, view, size, samples)
    total = camera.turn @ pose_turn                     # head frame to the camera's
    grid = size * samples
    canvas = Canvas(camera(scene.turned), scene.triangles, grid)
    hit = np.flatnonzero(canvas.id.ravel() >= 0)
    material = scene.material[canvas.id.ravel()[hit]]
    # light per vertex
    around = SPHERE @ total.T
    radiance = environment(lights, around)
    seen = _seen_of_all(body, scene)
    cosine = np.maximum(0, scene.normals @ SPHERE.T)
    bent = np.maximum(0, (scene.normals @ SPHERE.T + .25) / 1.25)
    ambient = (seen * cosine) @ radiance * (4 / DIRECTIONS)
    ambient[:, 0] = (seen * bent) @ radiance[:, 0] * (4 / DIRECTIONS) * .85
    open_sky = (seen * cosine).sum(1) * (4 / DIRECTIONS)
    off = np.full(len(scene.points), .35)
    off[scene.starts[1]:scene.starts[4]] = .02
    loose = [s.paths[:, _knots(s)].reshape(-1, 3) for s in body.scalp_hair]
    lit = _shadow(body, lights, total, np.concatenate([scene.points + scene.normals * off[:, None], *loose]))
    key_seen, *strands_lit = np.split(lit, np.cumsum([len(scene.points)] + [len(p) for p in loose[:-1]]) if loose else [])
    attributes = np.concatenate([scene.normals @ total.T, scene.canonical, ambient, open_sky[:, None], key_seen[:, None],
                                 scene.turned @ camera.turn.T], 1)
    maps = np.zeros((len(scene.points), body.maps.shape[1]), np.float32)
    maps[:len(body.maps)] = body.maps
    mouth = np.zeros((len(scene.points), 1), np.float32)
    mouth[:len(body.maps), 0] = anatomy().masks["mouth"] * (1 - anatomy().masks["lips"])
    values = canvas.at(hit, np.concatenate([attributes, maps, mouth], 1))
    normal, home, light, sky, shadow, place = values[:, :3], values[:, 3:6], values[:, 6:9], values[:, 9], values[:, 10], values[:, 11:14]
    map_values, mouth_values = values[:, 14:-1], values[:, -1]
    normal = unit(normal)
    to_eye = unit(np.array([0, 0, view.distance]) - place)
    flip = (normal * to_eye).sum(1) < 0
    normal[flip & (material == CLOTH)] *= -1
    colour = np.zeros((len(hit), 3), np.float32)
    shine = np.zeros((len(hit), 3), np.float32)
    image = np.zeros((grid, grid, 3), np.float32)
    flat = image.reshape(-1, 3)
    if trace is not None:
        trace["home"] = np.full((grid, grid, 3), np.nan, np.float32)
        on_skin = material == BODY
        trace["home"].reshape(-1, 3)[hit[on_skin]] = home[on_skin]
    # skin
    k = np.flatnonzero(material == BODY)
    reflectance = skin.albedo(person, home[k], map_values[k])
    inside = np.clip(mouth_values[k] * smooth(2.2, 1.0, home[k, 2] - .3 * np.abs(home[k, 1] + 6.5)), 0, 1)
    reflectance = reflectance + (FLESH * .6 - reflectance) * inside[:, None]
    height = skin.relief(person, home[k], map_values[k])
    bumped = _bump(normal[k], place[k], height, hit[k], grid)
    key = unit(lights["key"])
    facing = (bumped @ key)[:, None]
    wrap = np.array([.14, .06, .04])
    diffuse_key = np.maximum(0, (facing + wrap) / (1 + wrap)) * (.15 * wrap / .3 + (1 - .15 * wrap / .3) * shadow[k][:, None]) * smooth(-.35, .15, facing)
    key_light = lights["key_colour"] * lights["key_power"] * np.pi * .55
    detail = 1 + .9 * ((bumped - normal[k]) @ np.array([0, .5, .5]))
    incoming = light[k] * detail[:, None] + diffuse_key * key_light
    incoming *= (1 - .93 * inside)[:, None]
    layer = np.zeros((grid * grid, 3), np.float32)
    mask = np.zeros(grid * grid, np.float32)
    layer[hit[k]], mask[hit[k]] = incoming, 1
    layer, mask = layer.reshape(grid, grid, 3), mask.reshape(grid, grid)
    soft = camera.scale * samples
    scattered = np.stack([_blur(layer[..., j], mask, max(.3, s * soft)) for j, s in enumerate((.16, .07, .045))], -1).reshape(-1, 3)[hit[k]]
    mixed = scattered * .75 + incoming * .25
    colour[k] = reflectance * mixed
    shine[k] = _skin_shine(person, lights, bumped, to_eye[k], sky[k], shadow[k], map_values[k], key, key_light) * (1 - inside)[:, None]
    bare = np.flatnonzero((map_values[k, 5] < .1) & (home[k, 1] > -9) & (home[k, 1] < 6))
    brightness = float((colour[k] + shine[k])[bare].mean(1).mean()) if len(bare) else .2
    # eyes
    k = np.flatnonzero(material == EYE)
    if len(k):
        colour[k], shine[k] = _eye_light(person, scene, lights, home[k], normal[k], to_eye[k], light[k], sky[k], shadow[k], key, key_light, hit[k], grid, soft)
    # teeth, tongue, clothes
    simple = light + np.maximum(0, normal @ key)[:, None] * shadow[:, None] * key_light
    k = np.flatnonzero(material == TEETH)
    if len(k):
        depth = smooth(-.5, 2.2, home[k, 2]) * .85 + .05
        colour[k] = eyes.mouth_colour(person, home[k]) * (simple[k] * .8 + .9 * radiance.mean(0) + .12 * key_light) * depth[:, None]
        shine[k] = .04 * _specular(normal[k], unit(to_eye[k] + key), 60)[:, None] * key_light * depth[:, None]
    k = np.flatnonzero(material == TONGUE)
    colour[k] = FLESH * simple[k] * .35
    k = np.flatnonzero(material == CLOTH)
    if len(k):
        cloth = person.clothes["colour"] * (1 + .12 * noise(home[k], 5.0, person.seed))[:, None]
        colour[k] = cloth * simple[k] + .02 * radiance.mean(0) * (1 - np.abs((normal[k] * to_eye[k]).sum(1)))[:, None] ** 3
    flat[hit] = colour + shine
    cover = np.zeros((grid, grid), np.float32)
    cover.reshape(-1)[hit] = 1
    _draw_strands(body, scene, view, camera, canvas, radiance, seen, key_seen, strands_lit, image, cover)
    return Rendering(_develop(person, view, image, cover, brightness, size, samples), camera.marks, camera.matrix)


@lru_cache(maxsize=None)
def _face_triangles():
    c, t = anatomy().canonical, anatomy().triangles
    return t[((c[t, 2] > -7) & (c[t, 1] > -12)).all(1)]


def _seen_of_all(body, scene):
    """What every point of the scene sees: the body's own, and for eyes and teeth their own."""
    s = scene.starts
    ahead = SPHERE[:, 2] > -.2                           # eyes and teeth see nothing behind
    inner = np.zeros((s[4] - s[1], DIRECTIONS), np.float32)
    inner[:, ahead] = visibility(scene.vertices, _face_triangles(), np.zeros((0, 3), np.float32), 0, SPHERE[ahead], scene.points[s[1]:s[4]], 112, .12,
                                  (0, -3, -1), 11.0)
    n = len(body.vertices)
    return np.concatenate([body.seen[:n], inner, body.seen[n:]])


def _bump(normal, place, height, pixels, grid):
    """Normals tilted by a height field, from differences between neighbouring samples."""
    field = np.full(grid * grid, np.nan, np.float32)
    field[pixels] = height
    where = np.full((grid * grid, 3), np.nan, np.float32)
    where[pixels] = place
    f, w = field.reshape(grid, grid), where.reshape(grid, grid, 3)
    fx, fy = np.roll(f, -1, 1) - f, np.roll(f, -1, 0) - f
    px, py = np.roll(w, -1, 1) - w, np.roll(w, -1, 0) - w
    fx, fy = fx.ravel()[pixels, None], fy.ravel()[pixels, None]
    px, py = px.reshape(-1, 3)[pixels], py.reshape(-1, 3)[pixels]
    r1, r2 = np.cross(py, normal), np.cross(normal, px)
    det = (px * r1).sum(1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        gradient = (fx * r1 + fy * r2) / det
    size = np.linalg.norm(gradient, axis=1, keepdims=True)
    bad = ~np.isfinite(size) | (np.linalg.norm(np.concatenate([px, py], 1), axis=1, keepdims=True) > 1.2)
    gradient = np.where(bad, 0, gradient / np.maximum(1, size / .7))
    return unit(normal - gradient)


def _skin_shine(person, lights, normal, to_eye, sky, shadow, maps, key, key_light):
    """Reflections on skin: two lobes for the key light, a blurred surrounding for the rest."""
    facing = np.clip((normal * to_eye).sum(1), 0, 1)
    fresnel = .028 + .45 * (1 - facing) ** 5
    oil = person.skin["oil"] * (.45 + .75 * maps[:, 2])
    lips, rough = maps[:, 6], np.clip(maps[:, 3] + maps[:, 4] * .7, 0, 1)
    half = unit(to_eye + key)
    lobe = .55 * _specular(normal, half, 14) + .40 * oil * _specular(normal, half, 55) + lips * .5 * _specular(normal, half, 90)
    lit = np.clip(normal @ key, 0, 1) ** .5 * shadow
    direct = (lobe * lit * fresnel * .9)[:, None] * key_light
    mirror = 2 * facing[:, None] * normal - to_eye
    around = environment(lights, mirror, .35) * (fresnel * (.40 + .60 * oil + .6 * lips) * np.clip(sky, 0, 1) ** 1.5)[:, None]
    return (direct + around) * (1 - .6 * rough - .9 * maps[:, 5])[:, None].clip(0, 1)


def _eye_light(person, scene, lights, local, normal, to_eye, light, sky, shadow, key, key_light, pixels, grid, soft):
    """Diffuse and mirrored light of eyeballs; the lids' shadow comes from how near the lid is in the picture."""
    reflectance, cornea = eyes.colour(person, local)
    shape = np.zeros(grid * grid, np.float32)
    shape[pixels] = 1
    shape = shape.reshape(grid, grid)
    above = cv2.GaussianBlur(np.roll(shape, max(1, int(.10 * soft)), 0), (0, 0), max(.5, .16 * soft)).reshape(-1)[pixels]
    near = smooth(.25, .95, above)
    incoming = light * .85 + np.maximum(0, (normal @ key) * .7 + .3)[:, None] * (.25 + .75 * shadow)[:, None] * key_light * .8
    diffuse = reflectance * incoming * (.42 + .58 * near)[:, None]
    facing = np.clip((normal * to_eye).sum(1), 0, 1)
    fresnel = .04 + .5 * (1 - facing) ** 5
    mirror = 2 * facing[:, None] * normal - to_eye
    spot = np.exp(-(1 - mirror @ key) / (.006 + .02 * lights["key_soft"]))
    shine = (spot * (.6 + .4 * shadow) * smooth(.05, .5, near))[:, None] * key_light * 1.8
    around = environment(lights, mirror, -.15) * (fresnel * near * (.35 + .65 * cornea))[:, None] * 1.3
    return diffuse, shine + around


def _strand_light(tangent, key, to_eye, tint, shift):
    """Kajiya and Kay's diffuse term and two highlights, one white and one of the hair's colour."""
    tl = (tangent * key).sum(-1)
    te = (tangent * to_eye).sum(-1)
    sin_l, sin_e = np.sqrt(np.clip(1 - tl ** 2, 0, 1)), np.sqrt(np.clip(1 - te ** 2, 0, 1))
    middle = tl * sin_e + te * sin_l                    # the sine of both angles' sum
    def lobe(offset, sharp):
        return np.exp(-((middle + offset) * sharp) ** 2) * (.3 + .7 * sin_e)
    return sin_l, lobe(.12 + shift, 6.5), lobe(-.18 + shift, 4.0)


def _draw_strands(body, scene, view, camera, canvas, radiance, seen, key_seen, strands_lit, image, cover):
    lights, person = view.lights, body.person
    key = unit(lights["key"]).astype(np.float32)
    key_light = (lights["key_colour"] * lights["key_power"] * np.pi * .55).astype(np.float32)
    radiance = radiance.astype(np.float32)
    soft = camera.scale * camera.samples
    for number, s in enumerate(body.strands):
        n, k = s.paths.shape[:2]
        moved = s.paths
        if s.moving:
            moved = s.paths + (s.roots(scene.vertices) - body.root_rest[number])[:, None]
        flat = moved.reshape(-1, 3)
        turned = _view_turn(flat, view.pose, flat[:, 1])
        screen = camera(turned).reshape(n, k, 3)
        tangent = unit(np.gradient(turned.reshape(n, k, 3) @ camera.turn.T, axis=1))
        if not s.moving:
            open_to = body.strand_seen[number]                         # [n * KNOTS, directions]
            ambient = (open_to @ radiance * (2.2 / DIRECTIONS)).reshape(n, KNOTS, 3)
            lit = strands_lit[number].reshape(n, KNOTS)
            at = np.linspace(0, KNOTS - 1, k, dtype=np.float32)
            low = np.minimum(at.astype(int), KNOTS - 2)
            part = (at - low)
            ambient = ambient[:, low] * (1 - part)[:, None] + ambient[:, low + 1] * part[:, None]
            lit = lit[:, low] * (1 - part) + lit[:, low + 1] * part
        else:
            corner, weight = anatomy().triangles[s.triangles], s.weights
            sky = (scene_light(seen, scene, radiance)[corner] * weight[..., None]).sum(1)
            ambient = np.repeat(sky[:, None], k, 1) * .6
            lit = np.repeat((key_seen[corner] * weight).sum(1)[:, None], k, 1)
        rng = np.random.default_rng([person.seed, number])
        to_eye = np.array([0, 0, 1], np.float32)
        diffuse, white, coloured = _strand_light(tangent, key, to_eye, s.colours, rng.normal(0, .09, (n, 1)).astype(np.float32))
        base = s.colours[:, None]
        level = s.colours.mean(1)[:, None, None]
        colour = base * (ambient * 1.25 + (diffuse * lit)[..., None] * key_light * .55)
        colour = colour + (white * lit)[..., None] * key_light * (.022 + .01 * level) + (coloured * lit)[..., None] * key_light * base ** .75 * .28
        colour = colour + .026 * ambient * np.sqrt(np.clip(1 - tangent[..., 1:2] ** 2, 0, 1))
        canvas.strands(screen, colour, s.widths * soft, image, cover)
    paths, down = hair.lashes(person, scene.coarse)
    n, k = paths.shape[:2]
    turned = _view_turn(paths.reshape(-1, 3), view.pose, np.zeros(n * k))
    screen = camera(turned).reshape(n, k, 3)
    screen[..., 2] += .10 * soft
    colour = np.zeros((n, k, 3), np.float32) + person.hair_colour * .12 + .004
    canvas.strands(screen, colour, np.where(down, .010, .020) * soft * np.array([1.3, 1, .6, .2]), image, cover)


@lru_cache(maxsize=None)
def _mean_body():
    """The coarse shape of nobody in particular, 40 years old, with the origin between the eyes."""
    weights = macro(.5, 40, np.full(3, 1 / 3), .5, .5)
    coarse = anatomy().shape(weights)
    return weights, eyes.centres(coarse)[0].mean(0)


def bare_normal_map(body, view, size):
    """The normal map [size, size, 3] uint8 of a body's bare head. body None stands for the mean head."""
    weights, origin = _mean_body() if body is None else (body.person.weights, body.origin)
    weights = {**weights, **{f"action:{k}": v for k, v in view.actions.items() if v > 0}}
    coarse = anatomy().shape(weights) - origin
    vertices = anatomy().refine(coarse)
    ball, ball_triangles, _ = eyes.balls(coarse, (0, 0))
    kept = (anatomy().canonical[anatomy().triangles][:, :, 1] > -15).all(1)
    triangles = np.concatenate([anatomy().triangles[kept], ball_triangles + len(vertices)])
    return normal_map(np.concatenate([vertices, ball]), triangles, landmarks68.points(vertices), view.pose, view.crop, size)


def scene_light(seen, scene, radiance):
    """Light on the body's vertices from all around."""
    n = scene.starts[1]
    return (seen[:n] * np.maximum(0, scene.normals[:n] @ SPHERE.T)) @ radiance * (4 / DIRECTIONS)


def _develop(person, view, image, cover, brightness, size, samples):
    """Exposure, background, lens and film."""
    grade, grid = view.grade, size * samples
    tone = float((skin.BARE * np.exp(-person.skin["melanin"] * skin.MELANIN)).mean())
    exposure = .225 * 2 ** grade["exposure"] * (tone / .36) ** .82 / max(brightness, 1e-3)
    behind = _background(view, size)
    behind = cv2.resize(behind, (grid, grid), interpolation=cv2.INTER_LINEAR)
    share = cover[..., None]
    person_seen = _tone(image / np.maximum(share, 1e-3) * exposure * grade["balance"])
    front = cv2.resize(_tone(behind * 1.4 * grade["balance"]) * (1 - share) + person_seen * share, (size, size), interpolation=cv2.INTER_AREA)
    rng = np.random.default_rng([person.seed, int(1e6 * abs(grade["noise"]))])
    if grade["blur"] > .25:
        front = cv2.GaussianBlur(front, (0, 0), grade["blur"])
    y, x = np.mgrid[:size, :size] / (size / 2) - 1
    front = front * (1 - grade["vignette"] * (x ** 2 + y ** 2) * .5)[..., None]
    grey = front.mean(2, keepdims=True)
    front = grey + (front - grey) * grade["saturation"]
    front = .45 + (front - .45) * grade["contrast"]
    front = front + rng.normal(0, grade["noise"], front.shape) * (.6 + .8 * (1 - grey))
    return (np.clip(front, 0, 1) * 255 + .5).astype(np.uint8)
