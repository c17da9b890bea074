/* Triangles and strands with a depth buffer, interpolation, noise and visibility. Called by draw.py.
   Points are (x, y, z): pixels of the grid, y down; larger z is nearer. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef float f;
static inline f clampf(f v, f a, f b) { return v < a ? a : v > b ? b : v; }
static inline uint32_t mix32(uint32_t h) { h ^= h >> 16; h *= 0x7feb352dU; h ^= h >> 15; h *= 0x846ca68bU; return h ^ h >> 16; }

/* Unit normals per vertex, weighted by area. */
void vertex_normals(const f *v, int n, const int32_t *t, int count, f *out) {
    memset(out, 0, sizeof(f) * 3 * n);
    for (int i = 0; i < count; i++) {
        const f *a = v + 3 * t[3 * i], *b = v + 3 * t[3 * i + 1], *c = v + 3 * t[3 * i + 2];
        f ux = b[0] - a[0], uy = b[1] - a[1], uz = b[2] - a[2], wx = c[0] - a[0], wy = c[1] - a[1], wz = c[2] - a[2];
        f m[3] = {uy * wz - uz * wy, uz * wx - ux * wz, ux * wy - uy * wx};
        for (int k = 0; k < 3; k++) for (int j = 0; j < 3; j++) out[3 * t[3 * i + k] + j] += m[j];
    }
    for (int i = 0; i < n; i++) {
        f *m = out + 3 * i, l = 1 / (sqrtf(m[0] * m[0] + m[1] * m[1] + m[2] * m[2]) + 1e-12f);
        m[0] *= l; m[1] *= l; m[2] *= l;
    }
}

/* Depth z [h, w] (start at -1e30), triangle number id (start at -1), and the weights of corners 2 and 3. */
void triangles(const f *p, const int32_t *t, int count, int w, int h, f *z, int32_t *id, f *bary) {
    for (int i = 0; i < count; i++) {
        const f *a = p + 3 * t[3 * i], *b = p + 3 * t[3 * i + 1], *c = p + 3 * t[3 * i + 2];
        f area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        if (fabsf(area) < 1e-9f) continue;
        f inv = 1 / area;
        int x0 = (int)ceilf(fminf(a[0], fminf(b[0], c[0])) - .5f), x1 = (int)floorf(fmaxf(a[0], fmaxf(b[0], c[0])) - .5f);
        int y0 = (int)ceilf(fminf(a[1], fminf(b[1], c[1])) - .5f), y1 = (int)floorf(fmaxf(a[1], fmaxf(b[1], c[1])) - .5f);
        if (x0 < 0) x0 = 0; if (y0 < 0) y0 = 0; if (x1 >= w) x1 = w - 1; if (y1 >= h) y1 = h - 1;
        for (int y = y0; y <= y1; y++) for (int x = x0; x <= x1; x++) {
            f px = x + .5f, py = y + .5f;
            f w1 = ((px - a[0]) * (c[1] - a[1]) - (py - a[1]) * (c[0] - a[0])) * inv;
            f w2 = ((b[0] - a[0]) * (py - a[1]) - (b[1] - a[1]) * (px - a[0])) * inv, w0 = 1 - w1 - w2;
            if (w0 < -1e-5f || w1 < -1e-5f || w2 < -1e-5f) continue;
            f d = w0 * a[2] + w1 * b[2] + w2 * c[2];
            int o = y * w + x;
            if (d > z[o]) { z[o] = d; if (id) { id[o] = i; bary[2 * o] = w1; bary[2 * o + 1] = w2; } }
        }
    }
}

/* Attributes [vertices, channels] at the chosen pixels: out [n, channels]. */
void interpolate(const int32_t *pixels, int n, const int32_t *id, const f *bary, const int32_t *t, const f *attr, int channels, f *out) {
    for (int k = 0; k < n; k++) {
        int o = pixels[k];
        const int32_t *q = t + 3 * id[o];
        f w1 = bary[2 * o], w2 = bary[2 * o + 1], w0 = 1 - w1 - w2;
        const f *a = attr + (size_t)channels * q[0], *b = attr + (size_t)channels * q[1], *c = attr + (size_t)channels * q[2];
        f *r = out + (size_t)channels * k;
        for (int j = 0; j < channels; j++) r[j] = w0 * a[j] + w1 * b[j] + w2 * c[j];
    }
}

/* Strands [n, k, 3] with colours [n, k, 3] and width [n, k] in pixels, blended over picture [h, w, 3] in the order given,
   which should be from back to front. cover [h, w] is the share of a pixel that something covers; the picture's colours are
   multiplied by it. Depth z is kept by as many strands as their width deserves, so that it hides what is drawn later and lies behind. */
void strands(const f *p, const f *colour, const f *width, int n, int k, int w, int h, f *z, f *picture, f *cover) {
    for (int s = 0; s < n; s++) for (int j = 0; j + 1 < k; j++) {
        const f *a = p + 3 * (s * k + j), *b = a + 3, *ca = colour + 3 * (s * k + j), *cb = ca + 3;
        f wa = width[s * k + j], wb = width[s * k + j + 1];
        if (wa <= 0 && wb <= 0) continue;
        f dx = b[0] - a[0], dy = b[1] - a[1];
        if ((a[0] < -2 && b[0] < -2) || (a[1] < -2 && b[1] < -2) || (a[0] > w + 2 && b[0] > w + 2) || (a[1] > h + 2 && b[1] > h + 2)) continue;
        int steep = fabsf(dy) > fabsf(dx);
        f length = steep ? fabsf(dy) : fabsf(dx);
        int steps = (int)ceilf(length);
        if (steps < 1) steps = 1;
        if (steps > 4000) continue;
        f slant = sqrtf(dx * dx + dy * dy) / (length + 1e-6f);      /* a diagonal's run is wider along one axis */
        if (slant > 1.4143f || length < 1e-4f) slant = 1;
        for (int i = 0; i < steps; i++) {
            f t = (i + .5f) / steps, x = a[0] + dx * t, y = a[1] + dy * t, d = a[2] + (b[2] - a[2]) * t, wide = (wa + (wb - wa) * t) * slant;
            f main = steep ? x : y;
            int c0 = (int)floorf(main - wide * .5f), c1 = (int)floorf(main + wide * .5f);
            for (int c = c0; c <= c1; c++) {
                f inside = fminf(main + wide * .5f, c + 1) - fmaxf(main - wide * .5f, c);
                int ix = steep ? c : (int)floorf(x), iy = steep ? (int)floorf(y) : c;
                if (ix < 0 || iy < 0 || ix >= w || iy >= h || inside <= 0) continue;
                int o = iy * w + ix;
                if (d <= z[o]) continue;
                f share = fminf(inside, 1);
                cover[o] += (1 - cover[o]) * share;
                for (int q = 0; q < 3; q++) picture[3 * o + q] += (ca[q] + (cb[q] - ca[q]) * t - picture[3 * o + q]) * share;
                if ((mix32(o * 9781u + s * 6271u) & 0xffff) < share * 65536) z[o] = d;
            }
        }
    }
}

/* Depth maps along directions: which of the points [n, 3] see the light from each? out [n, d], 0..1.
   Solid: triangles of the mesh. Hair: strand points [m, 3], each standing for `area` (cm2) of shade.
   The maps cover a square of half-width `radius` around `centre`; what lies outside is in the open. */
void visibility(const f *v, int nv, const int32_t *t, int nt, const f *hair, int nh, f area, const f *dir, int nd,
                int res, f bias, const f *centre, f radius, const f *points, int n, f *out) {
    const f mid[3] = {centre[0], centre[1], centre[2]};
    f unit = res / (2 * radius);
    f *q = malloc(sizeof(f) * 3 * nv), *z = malloc(sizeof(f) * res * res), *near = malloc(sizeof(f) * res * res),
      *far = malloc(sizeof(f) * res * res), *thick = malloc(sizeof(f) * res * res);
    for (int e = 0; e < nd; e++) {
        const f *d = dir + 3 * e;
        f up[3] = {0, 1, 0}, r[3], u[3];
        if (fabsf(d[1]) > .9f) { up[1] = 0; up[2] = 1; }
        r[0] = up[1] * d[2] - up[2] * d[1]; r[1] = up[2] * d[0] - up[0] * d[2]; r[2] = up[0] * d[1] - up[1] * d[0];
        f l = 1 / sqrtf(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]);
        for (int k = 0; k < 3; k++) r[k] *= l;
        u[0] = d[1] * r[2] - d[2] * r[1]; u[1] = d[2] * r[0] - d[0] * r[2]; u[2] = d[0] * r[1] - d[1] * r[0];
        #define TO(src, dst) do { f a_[3] = {(src)[0] - mid[0], (src)[1] - mid[1], (src)[2] - mid[2]}; \
            (dst)[0] = (a_[0] * r[0] + a_[1] * r[1] + a_[2] * r[2]) * unit + res * .5f; \
            (dst)[1] = (a_[0] * u[0] + a_[1] * u[1] + a_[2] * u[2]) * unit + res * .5f; \
            (dst)[2] = a_[0] * d[0] + a_[1] * d[1] + a_[2] * d[2]; } while (0)
        for (int i = 0; i < nv; i++) TO(v + 3 * i, q + 3 * i);
        for (int i = 0; i < res * res; i++) { z[i] = -1e30f; near[i] = -1e30f; far[i] = 1e30f; thick[i] = 0; }
        triangles(q, t, nt, res, res, z, 0, 0);
        for (int i = 0; i < nh; i++) {
            f c[3];
            TO(hair + 3 * i, c);
            int x = (int)c[0], y = (int)c[1];
            if (x < 0 || y < 0 || x >= res || y >= res) continue;
            int o = y * res + x;
            if (c[2] < z[o]) continue;
            if (c[2] > near[o]) near[o] = c[2];
            if (c[2] < far[o]) far[o] = c[2];
            thick[o] += area * unit * unit;
        }
        for (int i = 0; i < n; i++) {
            f c[3], sum = 0, all = 0;
            TO(points + 3 * i, c);
            f gx = c[0] - .5f, gy = c[1] - .5f;
            int x0 = (int)floorf(gx), y0 = (int)floorf(gy);
            for (int b = 0; b < 4; b++) {
                int x = x0 + (b & 1), y = y0 + (b >> 1);
                f wt = ((b & 1) ? gx - x0 : 1 - gx + x0) * ((b >> 1) ? gy - y0 : 1 - gy + y0);
                f seen = 1;
                if (x >= 0 && y >= 0 && x < res && y < res) {
                    int o = y * res + x;
                    seen = clampf(1.f - (z[o] - c[2] - bias) / bias, 0, 1);
                    if (thick[o] > 0 && seen > 0) {
                        f part = clampf((near[o] - c[2]) / (near[o] - far[o] + .3f), 0, 1);
                        seen *= expf(-thick[o] * part);
                    }
                }
                sum += wt * seen; all += wt;
            }
            out[i * nd + e] = all > 0 ? sum / all : 1;
        }
    }
    free(q); free(z); free(near); free(far); free(thick);
}

static inline f lattice(int x, int y, int z, uint32_t seed) {
    return (mix32((uint32_t)x * 0x8da6b343U ^ (uint32_t)y * 0xd8163841U ^ (uint32_t)z * 0xcb1ab31fU ^ seed) & 0xffffff) / 8388608.f - 1;
}

/* Smooth value noise of points [n, 3], about -1..1. */
void noise(const f *p, int n, f frequency, uint32_t seed, f *out) {
    for (int i = 0; i < n; i++) {
        f x = p[3 * i] * frequency + 97, y = p[3 * i + 1] * frequency + 53, z = p[3 * i + 2] * frequency + 71;
        int a = (int)floorf(x), b = (int)floorf(y), c = (int)floorf(z);
        f u = x - a, v = y - b, w = z - c, s = 0;
        u = u * u * (3 - 2 * u); v = v * v * (3 - 2 * v); w = w * w * (3 - 2 * w);
        for (int k = 0; k < 8; k++)
            s += lattice(a + (k & 1), b + (k >> 1 & 1), c + (k >> 2), seed)
                 * ((k & 1) ? u : 1 - u) * ((k >> 1 & 1) ? v : 1 - v) * ((k >> 2) ? w : 1 - w);
        out[i] = s;
    }
}
