"""How models/head was made: a head built from formulas, no scan or photograph of a person.

    python make_head.py          # compares what the formulas give with the files in models/head

The plugin fits poses with those files, so they are fixed; this script is their source and never writes them.
Coordinates are as in head.py. Features are bumps and steps: gauss(distance, width) and smooth(from, to, x).
"""
import numpy as np
from scipy.interpolate import PchipInterpolator

import head
from head import smooth
from heads.draw import normals

COLUMNS = 96                            # vertices around the head, denser in front
EYE_X, EYE_HALF, LIP_Y = .135, .066, -.31
# Rows of the profile: y in front, at the side, behind; half width; z in front and behind.
PROFILE = np.array([
    [.500, .500, .500, .000, -.020, -.020], [.494, .492, .490, .085, .075, -.110],
    [.478, .474, .466, .150, .165, -.200], [.445, .438, .420, .212, .248, -.285],
    [.390, .380, .355, .264, .318, -.352], [.310, .300, .275, .304, .366, -.400],
    [.220, .212, .190, .324, .390, -.424], [.130, .126, .110, .331, .398, -.428],
    [.060, .060, .050, .328, .396, -.418], [.000, .000, .000, .320, .386, -.400],
    [-.080, -.080, -.070, .312, .380, -.368], [-.160, -.158, -.140, .300, .382, -.328],
    [-.240, -.232, -.200, .280, .384, -.290], [-.310, -.295, -.245, .256, .384, -.264],
    [-.380, -.345, -.280, .226, .372, -.246], [-.430, -.378, -.305, .200, .358, -.236],
    [-.470, -.400, -.325, .182, .338, -.230], [-.495, -.412, -.340, .172, .300, -.226],
    [-.505, -.422, -.355, .168, .250, -.224], [-.512, -.440, -.380, .165, .190, -.222],
    [-.535, -.480, -.420, .164, .150, -.222], [-.590, -.550, -.500, .167, .135, -.226],
    [-.660, -.630, -.590, .185, .138, -.235], [-.740, -.710, -.670, .260, .150, -.250],
    [-.800, -.790, -.760, .400, .150, -.260]])


def gauss(distance, width):
    """A bump of height 1."""
    return np.exp(-(distance / width) ** 2)


def plateau(distance, width):
    """A flatter bump of height 1."""
    return np.exp(-(distance / width) ** 4)


def _row_heights():
    top = [.4985, .494, .485, .472, .455, .434, .408, .378, .346, .312, .28, .25, .222, .196, .172, .15, .132, .116]
    face = [*np.arange(.102, .062, -.010), *np.arange(.062, -.056, -.0075), *np.arange(-.06, -.155, -.0125),
            *np.arange(-.16, -.262, -.0095), -.272, -.282, -.292, -.300, -.306, -.3083, -.3117, -.314, -.320,
            -.328, -.336, -.344, -.352, -.362, *np.arange(-.374, -.47, -.012), -.474, -.484, -.492, -.498, -.503, -.507]
    neck = [-.511, -.52, -.535, -.56, -.60, -.66, -.72, -.77, -.80]
    return np.array(top + face + neck)


def _ring(y, profile, angle):
    """One ring of vertices [COLUMNS, 3]: superellipses, wider in front, whose height falls towards the back."""
    y_side, y_back, half, front, back = (float(p(y)) for p in profile)
    centre = (front + back) / 2 if half < .05 else 0.
    if y > .40:
        centre = (front + back) / 2 * smooth(.40, .5, y)
    s, c = np.sin(angle), np.cos(angle)
    power = np.where(c > 0, 2.45, 2.15)
    depth = np.where(c > 0, front - centre, centre - back)
    across, along = np.abs(s) / max(half, 1e-4), np.abs(c) / np.maximum(depth, 1e-4)
    radius = 1 / (across ** power + along ** power) ** (1 / power)
    height = y * np.maximum(c, 0) ** 2 + y_side * s ** 2 + y_back * np.maximum(-c, 0) ** 2
    return np.stack([radius * s, height, centre + radius * c], 1)


def _skull():
    """Vertices of the skull without features: rings, then crown and neck poles."""
    rows = PROFILE[::-1]
    profile = [PchipInterpolator(rows[:, 0], rows[:, j]) for j in range(1, 6)]
    t = np.linspace(-1, 1, COLUMNS + 1)[:-1]
    angle = np.pi * (.36 * t + .64 * t ** 3)
    rings = [_ring(y, profile, angle) for y in _row_heights()]
    return np.vstack([*rings, [0, .5, -.02], [0, -.80, -.05]])


def _nose(x, y):
    height = PchipInterpolator([-.26, -.243, -.230, -.218, -.205, -.190, -.172, -.15, -.12, -.06, 0., .035, .07, .1],
                               [0, .004, .020, .060, .098, .116, .119, .108, .088, .054, .026, .014, .005, 0])
    width = PchipInterpolator([-.26, -.21, -.17, -.12, -.05, .03, .1], [.046, .045, .041, .034, .030, .034, .06])
    inside, clipped = (y > -.26) & (y < .1), np.clip(y, -.26, .1)
    return np.where(inside, height(clipped) * np.exp(-np.abs(x / width(clipped)) ** 2), 0)


def _add_features(vertices):
    """Pushes eyes, nose, mouth, cheeks and chin out of the skull."""
    x, y, z = vertices.T.copy()
    ax = np.abs(x)
    mouth = np.clip(1 - (x / .112) ** 2, 0, 1)
    push = _nose(x, y) + .042 * gauss(ax - .052, .021) * gauss(y + .197, .024)
    push -= .048 * gauss(ax - .125, .072) * gauss(y - .004, .046) + .016 * gauss(ax - .070, .03) * gauss(y - .012, .035)
    push += .032 * gauss(ax - .135, .050) * gauss(y - .002, .030)
    push += .012 * gauss(ax - .135, .055) * gauss(y - .050, .020)
    push += .020 * gauss(ax - .13, .09) * gauss(y - .085, .032) + .010 * gauss(x, .06) * gauss(y - .085, .04)
    push += .022 * gauss(ax - .20, .075) * gauss(y + .105, .06) - .010 * gauss(ax - .21, .06) * gauss(y + .26, .08)
    push += .022 * gauss(x, .125) * gauss(y + .31, .075)
    push += .020 * mouth * gauss(y + .294, .013) + .024 * mouth ** .8 * gauss(y + .331, .016)
    push -= .010 * plateau(x, .1) * gauss(y + .31, .007) + .006 * gauss(x, .014) * gauss(y + .258, .022)
    push -= .012 * gauss(ax - .118, .02) * gauss(y + .312, .02) + .020 * gauss(x, .085) * gauss(y + .378, .020)
    push += .030 * gauss(x, .075) * gauss(y + .445, .042)
    vertices[:, 2] += push * smooth(.05, .18, z)
    vertices[:, 0] -= np.sign(x) * .016 * smooth(.22, .30, ax) * gauss(y - .07, .09) * smooth(.0, .1, z)
    return vertices


def _ear(side):
    """Vertices of one ear: a pole, seven rings of sixteen, a pole."""
    around, rows = np.linspace(0, 2 * np.pi, 16, endpoint=False), []
    for polar in np.linspace(0, np.pi, 9)[1:-1]:
        ring, out = np.sin(polar), np.cos(polar)
        y = .112 * ring * np.sin(around) * np.where(np.sin(around) < 0, .95, 1.05)
        z = .056 * ring * np.cos(around) * np.where(np.sin(around) < 0, .72, 1.08)
        x = .020 * out + (.016 * gauss(ring - .85, .18) - .012 * gauss(ring - .45, .25)) * (out > 0)
        rows.append(np.stack([np.full(16, x), y, z], 1))
    ear = np.concatenate([[[.004, 0, 0]], np.concatenate(rows), [[-.02, 0, 0]]])
    lean = -.20
    y, z = ear[:, 1] * np.cos(lean) - ear[:, 2] * np.sin(lean), ear[:, 1] * np.sin(lean) + ear[:, 2] * np.cos(lean)
    return np.stack([side * (.298 + ear[:, 0] + .34 * np.maximum(-z + .03, 0)), -.085 + y, -.045 + z], 1)


def build_mean():
    """The mean head's vertices [9254, 3]."""
    return np.vstack([_add_features(_skull()), _ear(-1), _ear(1)]).astype(np.float32)


class _Fields:
    """Displacement fields over the mean head, one method per group of bases."""

    def __init__(self, mean):
        self.x, self.y, self.z = mean.T.astype(np.float64)
        self.ax, self.sign = np.abs(self.x), np.sign(self.x)
        self.front = smooth(.05, .18, self.z)
        self.ear = (np.arange(len(mean)) >= head.SKULL).astype(float)
        self.neck = smooth(-.62, -.50, self.y)
        self.normals = normals(mean, head.TRIANGLES).astype(np.float64)

    def field(self, dx=0., dy=0., dz=0.):
        """A field [n, 3] from its components."""
        return np.stack(np.broadcast_arrays(dx, dy, dz, self.x)[:3], 1)

    def face(self):
        """Width, jaw, chin, cheeks."""
        x, y, z, ax, sign, front, field = self.x, self.y, self.z, self.ax, self.sign, self.front, self.field
        chin = smooth(-.33, -.46, y) * smooth(.0, .25, z) * self.neck
        full = .026 * gauss(ax - .22, .085) * gauss(y + .25, .11) * smooth(.0, .1, z) * (1 - self.ear)
        return dict(
            face_width=field(dx=.030 * x / .3 * smooth(-.7, -.45, y)),
            jaw_width=field(dx=.034 * x / .25 * smooth(-.18, -.42, y) * smooth(-.7, -.5, y) * (1 - self.ear)),
            chin_length=field(dy=-.040 * smooth(-.34, -.48, y) * smooth(-.0, .2, z) * self.neck),
            chin_forward=field(dz=.035 * chin),
            chin_width=field(dx=.028 * sign * gauss(ax - .09, .06) * gauss(y + .46, .06) * front),
            cheekbone=field(dx=.018 * sign * gauss(ax - .27, .09) * gauss(y + .08, .08) * smooth(0, .1, z),
                            dz=.014 * gauss(ax - .20, .08) * gauss(y + .10, .06) * front),
            cheek_full=self.normals * full[:, None])

    def nose(self):
        """Length, width, profile."""
        y, ax, sign, front, field = self.y, self.ax, self.sign, self.front, self.field
        body = plateau(ax, .085) * smooth(-.265, -.225, y) * smooth(.09, 0, y) * front
        tip = gauss(ax, .05) * gauss(y + .185, .04) * front
        return dict(
            nose_length=field(dy=-.026 * body * smooth(.03, -.19, y), dz=.004 * body),
            nose_width=field(dx=.013 * sign * smooth(.0, .05, ax) * plateau(ax, .12) * smooth(-.26, -.22, y)
                             * smooth(.05, -.17, y) * front),
            nose_out=field(dz=.026 * gauss(ax, .055) * smooth(-.25, -.215, y) * smooth(.07, -.16, y) * front),
            nose_hump=field(dz=.014 * gauss(ax, .042) * gauss(y + .075, .05) * front),
            nose_tip_up=field(dy=.020 * tip, dz=-.004 * tip))

    def eyes(self):
        """Distance, size and slant of the eyes; brows."""
        x, y, ax, sign, front, field = self.x, self.y, self.ax, self.sign, self.front, self.field
        eye = gauss(ax - .135, .085) * gauss(y - .005, .060) * front
        around = gauss(ax - .135, .14) * gauss(y - .01, .10) * front
        return dict(
            eye_dist=field(dx=.016 * sign * plateau(ax - .135, .12) * gauss(y - .02, .10) * front),
            eye_size=field(dx=.20 * (ax - .135) * sign * eye, dy=.26 * (y - .004) * eye),
            eye_slant=field(dy=.17 * (ax - .135) * around),
            eye_narrow=field(dy=-.24 * (y - .002) * gauss(ax - .135, .085) * gauss(y, .045) * front),
            eye_depth=field(dz=-.013 * gauss(ax - .130, .08) * gauss(y - .01, .05) * front),
            brow_height=field(dy=.018 * plateau(ax - .13, .14) * gauss(y - .085, .045) * front),
            brow_ridge=field(dz=.018 * (gauss(ax - .12, .10) + .6 * gauss(x, .07)) * gauss(y - .085, .035) * front),
            brow_slant=field(dy=.10 * (ax - .13) * gauss(ax - .13, .12) * gauss(y - .09, .04) * front))

    def mouth(self):
        """Lips, width and height of the mouth."""
        x, y, ax, front, field = self.x, self.y, self.ax, self.front, self.field
        inside, area = np.clip(1 - (x / .112) ** 2, 0, 1), plateau(ax, .17) * plateau(y + .315, .085) * front
        wide = plateau(ax, .12) * front
        return dict(
            lip_upper=field(dy=.26 * (y + .3083) * (y > LIP_Y) * wide * smooth(-.235, -.29, y),
                            dz=.010 * inside * gauss(y + .295, .014) * front),
            lip_lower=field(dy=.26 * (y + .3117) * (y < LIP_Y) * wide * smooth(-.385, -.34, y),
                            dz=.010 * inside * gauss(y + .331, .016) * front),
            mouth_width=field(dx=.020 * x / .11 * area), mouth_y=field(dy=.018 * area))

    def skull(self):
        """Forehead, depth, length of the middle face, ears."""
        x, y, z, sign, ear, field = self.x, self.y, self.z, self.sign, self.ear, self.field
        return dict(
            forehead=field(dz=.030 * smooth(.10, .30, y) * smooth(.0, .2, z), dy=.020 * smooth(.2, .5, y)),
            forehead_width=field(dx=.025 * x / .3 * gauss(y - .2, .16) * (1 - ear)),
            head_depth=field(dz=.05 * np.minimum(z, 0) / .4 * smooth(-.3, .0, y) * (1 - ear)),
            midface=field(dy=-.022 * smooth(.02, -.24, y) * self.neck),
            ear_size=field(dy=.16 * (y + .085) * ear, dz=.16 * (z + .045) * ear),
            ear_out=field(dx=.55 * sign * np.maximum(-z + .005, 0) * ear + .006 * sign * ear))

    def _eyes_closed(self):
        y, ax, field = self.y, self.ax, self.field
        ex = (ax - EYE_X) / EYE_HALF
        g = np.clip(1 - ex ** 2, 0, 1)
        upper, lower = .0285 * g ** .7 * (1 - .10 * ex), -.0185 * g ** .8 * (1 + .12 * ex)
        ey, inside = y - .004 * ex, (np.abs(ex) < 1) & (self.front > .3)
        above = (upper - lower) * np.exp(-np.clip(ey - upper, 0, 9) / .028) ** 1.3
        fall = np.where(ey >= upper, above, np.clip(ey - lower, 0, None))
        return field(dy=-np.where(inside & (ey > lower) & (ey < .12), fall, 0) * .97,
                     dz=.006 * gauss(ax - .135, .05) * gauss(y, .018) * self.front)

    def _jaw_open(self):
        x, y, z, ax = self.x, self.y, self.z, self.ax
        inside = np.clip(1 - (x / .112) ** 2, 0, 1)
        share = smooth(-.02, .22, z) * np.maximum(inside ** .6, smooth(-.312, -.40, y)) * smooth(-.66, -.50, y)
        share = np.where(y < LIP_Y, share, 0) * np.where(ax > .112, smooth(.32, .10, ax), 1) * (1 - self.ear)
        lip = .006 * inside * gauss(y + .295, .02) * (y > LIP_Y) * self.front
        return self.field(dy=-.088 * share + lip, dz=-.030 * share)

    def expressions(self):
        """The six expressions."""
        x, y, ax, sign, front, field = self.x, self.y, self.ax, self.sign, self.front, self.field
        smile = field(
            dx=.030 * sign * gauss(ax - .115, .05) * gauss(y + .31, .045) * front,
            dy=(.022 * gauss(ax - .125, .045) * gauss(y + .305, .05) - .005 * gauss(x, .06) * gauss(y + .315, .035)
                + .008 * gauss(ax - .18, .07) * gauss(y + .14, .06)) * front,
            dz=(.012 * gauss(ax - .19, .05) * gauss(y + .17, .06)
                - .010 * gauss(ax - .115, .04) * gauss(y + .31, .04)) * front)
        return dict(
            jaw_open=self._jaw_open(), smile=smile, eyes_closed=self._eyes_closed(),
            brow_raise=field(dy=.024 * plateau(ax - .12, .14) * gauss(y - .085, .045) * front),
            brow_frown=field(dx=-.008 * sign * gauss(ax - .06, .04) * gauss(y - .08, .03) * front,
                             dy=-.014 * gauss(ax - .06, .05) * gauss(y - .08, .035) * front),
            pucker=field(dx=-.035 * x / .11 * plateau(ax, .16) * gauss(y + .31, .05) * front,
                         dz=.016 * gauss(x, .08) * gauss(y + .31, .04) * front))


def build():
    """(mean [n, 3], identity [30, n, 3], expression [6, n, 3])"""
    mean = build_mean()
    fields = _Fields(mean)
    identity = {**fields.face(), **fields.nose(), **fields.eyes(), **fields.mouth(), **fields.skull()}
    expression = fields.expressions()
    return (mean, np.stack([identity[name] for name in head.IDENTITY_NAMES]).astype(np.float32),
            np.stack([expression[name] for name in head.EXPRESSION_NAMES]).astype(np.float32))


def main():
    for name, made, kept in zip(("mean", "identity", "expression"), build(),
                                (head.MEAN, head.IDENTITY, head.EXPRESSION)):
        worst = float(np.abs(made - kept).max())
        print(f"{name}: largest difference {worst:.2g} head heights")
        if worst > 1e-5:
            raise SystemExit(f"The formulas no longer give models/head: {name} differs.")


if __name__ == "__main__":
    main()
