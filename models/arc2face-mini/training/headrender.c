/* A small software renderer for the synthetic heads: z-buffer, key light with soft shadows, procedural faces.
 *
 * Two frames. The head's: units of head height, x the viewer's right, y up, z to the face's front; faces are
 * painted in the coordinates of the mean head ("canonical"), so features stay with their vertices. The
 * picture's: x right, y up, z to the camera. Screen points are pixels, y down, with z towards the camera.
 * Arithmetic is plain float32 and every random texture comes from a seed: same inputs, same picture.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What is drawn; the same fields in the same order as Appearance in renderer.py. Colours are linear light. */
typedef struct {
    float skin[3], hair[3], brow[3], iris[3], lip[3], clothes[3];
    float brow_thick, brow_arch, brow_length, beard, moustache, stubble;
    float line_front, line_temple, line_side, hair_cover, grey, bald, curl;
    float wrinkles, blush, freckles, lid_crease, bags, lashes, make_up, shine, seed;
    float eye_open[2], gaze[2], teeth;
    float rotation[9];                      /* head frame to picture frame */
    float light[3][3], colour[3][3], ambient[3]; /* directions in the picture frame; light 0 casts shadows */
    float background[2][3], background_slope[2], background_noise;
} Appearance;

/* Vertices: screen points, normals (picture frame), canonical points (strands: tangents in the head frame)
 * and occlusion; triangles and their materials. */
typedef struct {
    const float *points, *normals, *canonical, *occlusion;
    const int32_t *triangles;
    const uint8_t *materials;
    int32_t count;
} Mesh;

enum { SKIN, EAR, SHELL, GLASSES, STRAND };

/* One point being shaded. */
typedef struct {
    float x, y, z, across;                  /* canonical; across = |x| */
    float normal[3], tangent[3], albedo[3];
    float shine, gloss, occlusion, wrap;
    float catchlight, hair;                 /* share of pure highlight, of hair */
} Surface;

/* ---- arithmetic ---- */

static float clamp(float v, float low, float high) { return v < low ? low : v > high ? high : v; }
static float mix(float a, float b, float t) { return a + (b - a) * t; }
static float dot(const float *a, const float *b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

static float smooth(float a, float b, float x) {
    float t = clamp((x - a) / (b - a), 0, 1);
    return t * t * (3 - 2 * t);
}

/* exp to about 1e-4, without branches */
static float fast_exp(float x) {
    float t = clamp(x, -80, 80) * 1.442695041f, whole = floorf(t), part = t - whole;
    union { uint32_t i; float v; } power = {(uint32_t)((int)whole + 127) << 23};
    return power.v * (1 + part * (.693147f + part * (.2402265f + part * (.0555041f + part * .0096180f))));
}

static float fast_log2(float x) {
    union { float v; uint32_t i; } bits = {x};
    float exponent = (float)((int)(bits.i >> 23) - 127);
    bits.i = (bits.i & 0x7fffff) | 0x3f800000;
    float m = bits.v - 1;
    return exponent + m * (1.44254494f + m * (-.7181452f + m * (.4575485f + m * (-.2778423f
        + m * (.1228233f - m * .0269297f)))));
}

static float fast_pow(float x, float p) { return x <= 1e-12f ? 0 : fast_exp(fast_log2(x) * p * .693147181f); }

static float gauss(float distance, float width) {
    distance /= width;
    return fast_exp(-distance * distance);
}

static void normalise(float *v) {
    float scale = 1 / (sqrtf(dot(v, v)) + 1e-9f);
    for (int k = 0; k < 3; k++) v[k] *= scale;
}

static void rotate(const float *m, const float *v, float *out) {
    for (int k = 0; k < 3; k++) out[k] = dot(m + 3 * k, v);
}

static void rotate_back(const float *m, const float *v, float *out) {
    for (int k = 0; k < 3; k++) out[k] = m[k] * v[0] + m[3 + k] * v[1] + m[6 + k] * v[2];
}

static float hash(int x, int y, int z) {
    uint32_t h = (uint32_t)x * 374761393u + (uint32_t)y * 668265263u + (uint32_t)z * 2147483647u;
    h = (h ^ (h >> 13)) * 1274126177u;
    h ^= h >> 16;
    return (h & 0xffffff) / 16777215.f;
}

/* value noise, 0..1 */
static float noise(float x, float y, float z) {
    int i = (int)floorf(x), j = (int)floorf(y), k = (int)floorf(z);
    float u = smooth(0, 1, x - i), v = smooth(0, 1, y - j), w = smooth(0, 1, z - k);
    float near = mix(mix(hash(i, j, k), hash(i + 1, j, k), u),
                     mix(hash(i, j + 1, k), hash(i + 1, j + 1, k), u), v);
    float far = mix(mix(hash(i, j, k + 1), hash(i + 1, j, k + 1), u),
                    mix(hash(i, j + 1, k + 1), hash(i + 1, j + 1, k + 1), u), v);
    return mix(near, far, w);
}

/* ---- geometry ---- */

/* area-weighted vertex normals */
void vertex_normals(const float *v, int count, const int32_t *t, int triangles, float *n) {
    memset(n, 0, sizeof(float) * 3 * count);
    for (int i = 0; i < triangles; i++) {
        const float *a = v + 3 * t[3 * i], *b = v + 3 * t[3 * i + 1], *c = v + 3 * t[3 * i + 2];
        float u[3] = {b[0] - a[0], b[1] - a[1], b[2] - a[2]}, w[3] = {c[0] - a[0], c[1] - a[1], c[2] - a[2]};
        float face[3] = {u[1] * w[2] - u[2] * w[1], u[2] * w[0] - u[0] * w[2], u[0] * w[1] - u[1] * w[0]};
        for (int k = 0; k < 3; k++)
            for (int j = 0; j < 3; j++) n[3 * t[3 * i + k] + j] += face[j];
    }
    for (int i = 0; i < count; i++) normalise(n + 3 * i);
}

typedef struct { int size; float *depth; int *triangle; float *weights; } Buffer;

static Buffer new_buffer(int size) {
    Buffer b = {size, malloc(sizeof(float) * size * size), malloc(sizeof(int) * size * size),
                malloc(sizeof(float) * 2 * size * size)};
    for (int i = 0; i < size * size; i++) { b.depth[i] = -1e30f; b.triangle[i] = -1; }
    return b;
}

static void free_buffer(Buffer *b) { free(b->depth); free(b->triangle); free(b->weights); }

/* z-buffer of screen points; the nearest (largest z) triangle and its barycentric weights 1 and 2 */
static void rasterise(const float *points, const int32_t *t, int triangles, Buffer *out) {
    for (int i = 0; i < triangles; i++) {
        const float *a = points + 3 * t[3 * i], *b = points + 3 * t[3 * i + 1], *c = points + 3 * t[3 * i + 2];
        float area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        if (fabsf(area) < 1e-9f) continue;
        float scale = 1 / area;
        int left = (int)clamp(ceilf(fminf(a[0], fminf(b[0], c[0])) - .5f), 0, out->size);
        int right = (int)clamp(floorf(fmaxf(a[0], fmaxf(b[0], c[0])) - .5f), -1, out->size - 1);
        int top = (int)clamp(ceilf(fminf(a[1], fminf(b[1], c[1])) - .5f), 0, out->size);
        int bottom = (int)clamp(floorf(fmaxf(a[1], fmaxf(b[1], c[1])) - .5f), -1, out->size - 1);
        for (int y = top; y <= bottom; y++)
            for (int x = left; x <= right; x++) {
                float px = x + .5f - a[0], py = y + .5f - a[1];
                float w1 = (px * (c[1] - a[1]) - py * (c[0] - a[0])) * scale;
                float w2 = ((b[0] - a[0]) * py - (b[1] - a[1]) * px) * scale, w0 = 1 - w1 - w2;
                if (w0 < -1e-5f || w1 < -1e-5f || w2 < -1e-5f) continue;
                float z = w0 * a[2] + w1 * b[2] + w2 * c[2];
                int o = y * out->size + x;
                if (z <= out->depth[o]) continue;
                out->depth[o] = z;
                out->triangle[o] = i;
                out->weights[2 * o] = w1;
                out->weights[2 * o + 1] = w2;
            }
    }
}

/* a vertex attribute of `width` numbers at sample o */
static void interpolate(const Buffer *b, const int32_t *t, const float *values, int width, int o, float *out) {
    const int32_t *q = t + 3 * b->triangle[o];
    float w1 = b->weights[2 * o], w2 = b->weights[2 * o + 1], w0 = 1 - w1 - w2;
    for (int k = 0; k < width; k++)
        out[k] = w0 * values[width * q[0] + k] + w1 * values[width * q[1] + k] + w2 * values[width * q[2] + k];
}

/* Picture of normals, (n / 2 + 1 / 2) * 255 in RGB; samples that show nothing have the value `background`. */
void normal_map(const float *points, const float *normals, const int32_t *t, int triangles,
                int size, int samples, float background, uint8_t *out) {
    Buffer b = new_buffer(size * samples);
    rasterise(points, t, triangles, &b);
    for (int y = 0; y < size; y++)
        for (int x = 0; x < size; x++) {
            float sum[3] = {0, 0, 0};
            for (int s = 0; s < samples * samples; s++) {
                int o = (y * samples + s / samples) * b.size + x * samples + s % samples;
                float n[3];
                if (b.triangle[o] >= 0) { interpolate(&b, t, normals, 3, o, n); normalise(n); }
                for (int k = 0; k < 3; k++)
                    sum[k] += b.triangle[o] < 0 ? background : (n[k] * .5f + .5f) * 255;
            }
            for (int k = 0; k < 3; k++)
                out[3 * (y * size + x) + k] = (uint8_t)clamp(sum[k] / (samples * samples) + .5f, 0, 255);
        }
    free_buffer(&b);
}

/* ---- shadows ---- */

typedef struct { Buffer buffer; float axes[9], low[2], scale, bias; } ShadowMap;

static void to_light(const ShadowMap *m, const float *point, float *out) {
    float p[3] = {point[0], -point[1], point[2]};       /* screen to picture frame */
    rotate(m->axes, p, out);
    out[0] = (out[0] - m->low[0]) * m->scale;
    out[1] = (out[1] - m->low[1]) * m->scale;
}

/* Depths as light 0 sees them. `unit` is the number of screen pixels in a head height. */
static ShadowMap shadow_map(const Mesh *mesh, int vertices, const float *light, float unit, int size) {
    ShadowMap m = {new_buffer(size), {0}, {1e30f, 1e30f}, 1, .018f * unit};
    float *right = m.axes, *up = m.axes + 3, *towards = m.axes + 6;
    memcpy(towards, light, sizeof(float) * 3);
    normalise(towards);
    right[0] = towards[2] + 1e-4f; right[1] = 0; right[2] = -towards[0];
    normalise(right);
    up[0] = towards[1] * right[2]; up[1] = towards[2] * right[0] - towards[0] * right[2];
    up[2] = -towards[1] * right[0];
    float *seen = malloc(sizeof(float) * 3 * vertices), high[2] = {-1e30f, -1e30f}, low[2] = {1e30f, 1e30f};
    m.low[0] = m.low[1] = 0;
    for (int i = 0; i < vertices; i++) {
        to_light(&m, mesh->points + 3 * i, seen + 3 * i);
        for (int k = 0; k < 2; k++) {
            low[k] = fminf(low[k], seen[3 * i + k]);
            high[k] = fmaxf(high[k], seen[3 * i + k]);
        }
    }
    m.scale = (size - 1) / fmaxf(high[0] - low[0], high[1] - low[1]);
    memcpy(m.low, low, sizeof low);
    for (int i = 0; i < vertices; i++)
        for (int k = 0; k < 2; k++) seen[3 * i + k] = (seen[3 * i + k] - low[k]) * m.scale;
    rasterise(seen, mesh->triangles, mesh->count, &m.buffer);
    free(seen);
    return m;
}

/* share of light 0 that reaches a screen point, 0..1, averaged over 5x5 cells for a soft edge */
static float lit(const ShadowMap *m, const float *point, float slope) {
    float p[3];
    to_light(m, point, p);
    float bias = m->bias * (1 + 2 * slope), sum = 0;
    int x = (int)floorf(p[0]), y = (int)floorf(p[1]), size = m->buffer.size;
    for (int j = -2; j <= 2; j++)
        for (int i = -2; i <= 2; i++) {
            int u = (int)clamp(x + i, 0, size - 1), v = (int)clamp(y + j, 0, size - 1);
            sum += 1 - smooth(bias, 1.6f * bias, m->buffer.depth[v * size + u] - p[2]);
        }
    return sum / 25;
}

/* ---- the face, painted on the mean head ---- */

static void tint(Surface *s, float red, float green, float blue) {
    s->albedo[0] *= red; s->albedo[1] *= green; s->albedo[2] *= blue;
}

static void cover(Surface *s, const float *colour, float share) {
    for (int k = 0; k < 3; k++) s->albedo[k] = mix(s->albedo[k], colour[k], share);
}

static void complexion(const Appearance *a, Surface *s, int ear, float fine) {
    float patches = noise(s->x * 9 + a->seed, s->y * 9, s->z * 9) - .5f;
    float pores = noise(s->x * 150 + a->seed, s->y * 150, s->z * 150) - .5f;
    float tone = 1 + .10f * patches + .06f * fine + .05f * pores;
    tint(s, tone, tone, tone);
    float red = a->blush * (.8f * gauss(s->across - .19f, .075f) * gauss(s->y + .13f, .07f)
        + .6f * gauss(s->x, .05f) * gauss(s->y + .18f, .05f)) + (ear ? .35f : 0);
    tint(s, 1 + .10f * red, 1 - .18f * red, 1 - .16f * red);
    if (ear) s->occlusion *= 1 - .25f * gauss(s->y + .09f, .035f) * gauss(s->z, .03f);
}

static void age_marks(const Appearance *a, Surface *s) {
    float spots = a->freckles <= 0 ? 0 : a->freckles * smooth(.62f, .8f, noise(s->x * 95 + a->seed * 3, s->y * 95, 7))
        * gauss(s->y + .1f, .12f) * gauss(s->across, .26f);
    tint(s, 1 - .3f * spots, 1 - .3f * spots, 1 - .45f * spots);
    float fold = .075f + .06f * clamp((-.19f - s->y) / .13f, 0, 1.2f);
    float nasolabial = gauss(s->across - fold, .011f) * smooth(-.36f, -.31f, s->y) * smooth(-.17f, -.21f, s->y);
    float wave = .004f * sinf(s->x * 30 + a->seed);
    float forehead = (gauss(s->y - .17f - wave, .005f) + gauss(s->y - .205f - wave, .005f)
        + gauss(s->y - .24f - wave, .005f)) * smooth(.2f, .1f, s->across);
    float crow = smooth(.195f, .215f, s->across) * smooth(.26f, .235f, s->across)
        * smooth(.25f, .9f, cosf((s->y - .01f + .25f * (s->across - .2f)) * 260)) * gauss(s->y - .01f, .035f);
    float bag_y = s->y + .045f + 2 * (s->across - .13f) * (s->across - .13f);
    float bag = gauss(s->across - .128f, .06f) * gauss(bag_y, .010f);
    float mouth_line = gauss(s->across - .125f - .05f * (-.33f - s->y), .008f) * smooth(-.43f, -.38f, s->y)
        * smooth(-.32f, -.35f, s->y);
    float old = smooth(.45f, 1, a->wrinkles);
    s->occlusion *= (1 - .34f * a->wrinkles * nasolabial) * (1 - .24f * old * forehead) * (1 - .25f * a->bags * bag)
        * (1 - .25f * old * crow) * (1 - .28f * old * mouth_line);
}

static void creases(Surface *s) {
    s->occlusion *= 1 - .20f * gauss(s->across - .066f, .024f) * gauss(s->y - .016f, .030f);
    s->occlusion *= 1 - .24f * gauss(s->across - .072f, .013f) * gauss(s->y + .195f, .03f);
    s->occlusion *= 1 - .30f * smooth(.085f, .03f, s->across) * gauss(s->y + .232f, .012f);
    s->occlusion *= 1 - .16f * gauss(s->x, .07f) * gauss(s->y + .372f, .016f);
    s->occlusion *= 1 - .18f * gauss(s->x, .012f) * gauss(s->y + .255f, .02f);
    float dx = (s->across - .030f) / .016f, dy = (s->y + .2215f) / .0075f;
    float nostril = 1 - .8f * fast_exp(-(dx * dx + dy * dy) * 1.2f);
    tint(s, nostril, nostril, nostril);
}

static void beard(const Appearance *a, Surface *s, float fine) {
    float region = smooth(-.16f, -.27f, s->y - .55f * fmaxf(s->across - .17f, 0)) * smooth(.02f, .10f, s->z);
    float chin = clamp(smooth(-.345f, -.375f, s->y) + smooth(.115f, .145f, s->across), 0, 1) * region
        * smooth(.06f, .14f, s->across + smooth(-.36f, -.40f, s->y));
    float lip = smooth(.128f, .10f, s->across) * smooth(-.298f, -.283f, s->y + .12f * s->across)
        * smooth(-.235f, -.258f, s->y);
    if (chin + lip <= 0) return;
    float angle = atan2f(s->x, s->z);
    float texture = .65f + .5f * noise(angle * 60, s->y * 18 + a->seed, 3) + .3f * fine;
    float grown = clamp((a->beard * chin + a->moustache * lip) * texture * 1.2f, 0, 1);
    float shadow = a->stubble * clamp(chin + lip, 0, 1) * .45f;
    for (int k = 0; k < 3; k++) {
        s->albedo[k] = mix(s->albedo[k], s->albedo[k] * .35f + a->brow[k] * .35f, shadow);
        float strand = a->hair[k] * (.6f + .7f * noise(angle * 90, s->y * 26, a->seed));
        s->albedo[k] = mix(s->albedo[k], mix(strand, .5f, .6f * a->grey), grown * .95f);
    }
    s->shine *= 1 - grown;
}

static void mouth_inside(const Appearance *a, Surface *s, float across, float dy) {
    float teeth = a->teeth * smooth(.30f, .42f, (dy + .002f) / .004f) * smooth(.85f, .7f, across);
    float dark = .5f + .5f * sqrtf(clamp(1 - across * across, 0, 1));
    float gap = 1 - .25f * smooth(.8f, 1, cosf(s->x * 330));
    float inside[3] = {.16f, .05f, .05f}, tooth[3] = {.92f * dark * gap, .88f * dark * gap, .82f * dark * gap};
    cover(s, inside, 1);
    cover(s, tooth, teeth);
    s->shine = .05f;
    s->wrap = .6f;
}

static void mouth(const Appearance *a, Surface *s, float fine) {
    float across = s->across / .112f, dy = s->y + .31f;
    if (across >= 1.15f || s->y >= -.25f || s->y <= -.39f) return;
    float g = clamp(1 - across * across, 0, 1);
    float upper = (.031f - .008f * gauss(s->x, .012f)) * fast_pow(g, .75f) * (1 - .18f * across);
    float lower = -.042f * fast_pow(g, .65f);
    float lip = dy > 0 ? smooth(upper + .004f, upper - .004f, dy) : smooth(lower - .005f, lower + .006f, dy);
    lip *= smooth(1.04f, .96f, across);
    float lines = 1 + .08f * fine + .07f * (noise(s->x * 260, s->y * 20, a->seed) - .5f);
    for (int k = 0; k < 3; k++)
        s->albedo[k] = mix(s->albedo[k], a->lip[k] * lines * (dy > 0 ? .88f : 1), lip * .9f);
    s->shine = mix(s->shine, .30f, lip);
    s->gloss = mix(s->gloss, 30, lip);
    s->occlusion *= 1 - .6f * gauss(dy, .0045f) * smooth(1.06f, .9f, across);
    if (fabsf(dy) < .0021f && across < 1) mouth_inside(a, s, across, dy);
}

/* The eyeball behind the lids: a sphere met by the line of sight, with the iris on a plane below the cornea.
 * y is the opening's height before the lids closed; lid the shade that the upper lid throws. */
static void eyeball(const Appearance *a, Surface *s, float y, float lid, float share) {
    const float radius = .080f, iris_radius = .0275f, cornea = .036f, iris_depth = .010f;
    float side = s->x > 0 ? 1 : -1, front[3] = {0, 0, 1}, sight[3];
    rotate_back(a->rotation, front, sight);
    float centre[3] = {side * .135f, .004f, s->z - .006f};
    centre[2] -= radius - .5f * ((s->x - centre[0]) * (s->x - centre[0])) / radius;
    float from[3] = {s->x - centre[0], y - centre[1], s->z - centre[2]};
    float b = dot(from, sight), under = b * b - dot(from, from) + radius * radius;
    float corner[3] = {.42f, .19f, .17f};
    if (under < 0) { cover(s, corner, share); return; }
    float along = b - sqrtf(under), hit[3], normal[3], gaze[3] = {a->gaze[0] / radius, a->gaze[1] / radius, 1};
    normalise(gaze);
    for (int k = 0; k < 3; k++) { hit[k] = from[k] - along * sight[k]; normal[k] = hit[k] / radius; }
    float limb[3], height = dot(hit, gaze);
    for (int k = 0; k < 3; k++) limb[k] = hit[k] - height * gaze[k];
    float edge = sqrtf(dot(limb, limb)), inside = smooth(iris_radius + .0015f, iris_radius - .0015f, edge);
    float down = (height - (radius - iris_depth)) / fmaxf(dot(sight, gaze), .3f), deep[3];
    for (int k = 0; k < 3; k++) deep[k] = limb[k] - .7f * fmaxf(down, 0) * (sight[k] - dot(sight, gaze) * gaze[k]);
    float depth = sqrtf(dot(deep, deep)), light[3], half[3], spot = 0;
    rotate_back(a->rotation, a->light[0], light);
    float rays = .75f + .5f * noise(atan2f(deep[1], deep[0]) * 5, depth * 200, a->seed);
    float caustic = 1 - 14 * dot(deep, light), pupil = smooth(.0122f, .0102f, depth);
    float ring = gauss(edge - iris_radius, .004f);
    float white[3] = {.90f, .86f, .83f}, veins = .12f * smooth(.03f, .06f, fabsf(hit[0]));
    white[1] -= veins; white[2] -= veins;
    for (int k = 0; k < 3; k++) {
        float iris = mix(a->iris[k] * rays * clamp(caustic, .6f, 1.7f) * (1 - .6f * ring), .012f, pupil);
        s->albedo[k] = mix(s->albedo[k], mix(white[k], iris, inside) * lid, share);
    }
    for (int k = 0; k < 3; k++) half[k] = light[k] + sight[k];
    normalise(half);
    for (int k = 0; k < 3; k++) {
        float bright = gaze[k] * (radius - cornea + .004f) + half[k] * cornea, off = hit[k] - bright;
        light[k] = off;
    }
    float level = dot(light, sight);
    spot = sqrtf(fmaxf(dot(light, light) - level * level, 0));
    s->catchlight = fmaxf(s->catchlight, .9f * smooth(.0078f, .0045f, spot) * share * lid);
    float turned[3];
    rotate(a->rotation, normal, turned);
    for (int k = 0; k < 3; k++) s->normal[k] = mix(s->normal[k], turned[k], share);
    normalise(s->normal);
    s->shine = mix(s->shine, .25f, share);
    s->gloss = mix(s->gloss, 60, share);
    s->wrap = mix(s->wrap, .4f, share);
}

static void eye(const Appearance *a, Surface *s) {
    float ex = (s->across - .135f) / .066f, tilt = .004f * ex, ey = s->y - tilt;
    if (fabsf(ex) >= 1.6f || fabsf(s->y) >= .12f) return;
    float g = clamp(1 - ex * ex, 0, 1), open = a->eye_open[s->x > 0];
    float upper = .0285f * fast_pow(g, .7f) * (1 - .10f * ex), lower = -.0185f * fast_pow(g, .8f) * (1 + .12f * ex);
    float inside = smooth(-.002f, .002f, fminf(upper - ey, ey - lower)) * (g > 0);
    float crease = gauss(ey - upper - .013f, .0035f) * smooth(1.15f, .8f, fabsf(ex));
    s->occlusion *= 1 - .45f * a->lid_crease * crease * (.3f + .7f * open);
    float make_up = a->make_up * smooth(-.01f, .004f, ey - upper) * smooth(.035f, .01f, ey - upper)
        * smooth(1.25f, .8f, fabsf(ex));
    tint(s, 1 - .45f * make_up, 1 - .55f * make_up, 1 - .42f * make_up);
    if (inside > 0) {
        float below = (upper - ey) * open, rim = gauss((ey - lower) * open, .0035f);
        float lid = (1 - .5f * smooth(.011f, 0, below)) * (1 - .15f * ex * ex);
        eyeball(a, s, lower + (ey - lower) * open + tilt, lid, inside);
        float wet[3] = {.62f, .40f, .36f};
        cover(s, wet, .45f * rim * inside);
        s->occlusion = mix(s->occlusion, fmaxf(s->occlusion, .8f), inside);
    }
    float lash = gauss(ey - upper - .0015f, .0042f * (1 + .3f * ex)) * smooth(1.12f, .85f, fabsf(ex));
    float low_lash = gauss(ey - lower, .003f) * smooth(1.1f, .7f, fabsf(ex));
    float dark = clamp(lash * .95f * (.45f + .55f * a->lashes) + low_lash * (.15f + .35f * a->lashes), 0, .95f);
    float colour[3] = {.03f + .25f * a->brow[0], .03f + .25f * a->brow[1], .03f + .25f * a->brow[2]};
    cover(s, colour, dark);
    s->catchlight *= 1 - dark;
}

static void brow(const Appearance *a, Surface *s) {
    float t = (s->across - .042f) / (.175f * a->brow_length + .02f);
    if (t <= -.1f || t >= 1.1f || s->y <= 0 || s->y >= .2f) return;
    float middle = .073f + a->brow_arch * (.045f * t - .050f * t * t * t * t * t) + .012f * sinf(3.1f * t);
    float half = (.0075f + .011f * a->brow_thick) * smooth(-.08f, .12f, t) * (1 - .62f * t * t);
    float share = smooth(half + .006f, half - .004f, fabsf(s->y - middle)) * smooth(-.05f, .06f, t)
        * smooth(1.02f, .9f, t);
    share *= .62f + .5f * noise((s->across + s->y * .6f) * 170, s->y * 35, a->seed);
    share = clamp(share * (.75f + .35f * a->brow_thick), 0, .96f);
    cover(s, a->brow, share);
    s->shine *= 1 - .7f * share;
}

/* ---- hair ---- */

/* height of the hairline at an angle around the head; hair_weights in people.py follows the same line */
static float hairline(const Appearance *a, float angle) {
    float around = fabsf(angle), line = a->line_front;
    line = mix(line, a->line_temple, smooth(.35f, .95f, around));
    line = mix(line, a->line_side, smooth(.98f, 1.32f, around));
    line = mix(line, -.36f, smooth(1.75f, 2.1f, around));
    return line + .022f * (noise(angle * 5 + a->seed, 1, 2) - .5f) + .030f * (noise(angle * 26 + a->seed, 5, 2) - .5f);
}

static void hair_colour(const Appearance *a, Surface *s, float lock, float share) {
    float bright = .55f + .75f * lock;
    for (int k = 0; k < 3; k++) {
        float colour = mix(a->hair[k] * bright, .55f * bright, a->grey * smooth(.3f, .8f, lock));
        s->albedo[k] = mix(s->albedo[k], colour, share);
    }
    s->shine = mix(s->shine, .03f + .07f * lock, share);
    s->gloss = mix(s->gloss, 40, share);
    s->wrap = mix(s->wrap, .15f, share);
    s->hair = share;
}

static void scalp(const Appearance *a, Surface *s, int shell) {
    float angle = atan2f(s->x, s->z), share = 1;
    if (!shell) {
        if (a->hair_cover <= 0 || s->y < -.42f || (s->z > .15f && s->y < .05f)) return;
        float line = hairline(a, angle);
        share = smooth(line - .016f, line + .022f, s->y) * (1 - a->bald * smooth(.20f, .34f, s->y));
        s->occlusion *= 1 - .15f * smooth(line - .05f, line, s->y) * (1 - share);
    }
    if (share <= 0) return;
    float bend = noise(angle * 3, s->y * 5, a->seed);
    float straight = noise(angle * 34 + a->seed + 2.5f * bend, s->y * 3.5f + 1.5f * fabsf(angle), s->z * 2) * .6f
        + noise(angle * 80, s->y * 7, s->z * 5 + a->seed) * .4f;
    float curled = noise(s->x * 55 + a->seed, s->y * 55, s->z * 55);
    float down[3] = {.35f * bend, -1, .2f * bend};
    rotate(a->rotation, down, s->tangent);
    hair_colour(a, s, mix(straight, curled, a->curl), share * a->hair_cover);
}

/* ---- light ---- */

/* Kajiya and Kay's strand highlight, for hair; Blinn's for everything else */
static float highlight(const Surface *s, const float *light) {
    float half[3] = {light[0], light[1], light[2] + 1};
    normalise(half);
    if (s->hair > .5f) {
        float t[3] = {s->tangent[0], s->tangent[1], s->tangent[2]};
        normalise(t);
        float along = dot(t, half);
        return fast_pow(sqrtf(clamp(1 - along * along, 0, 1)), s->gloss) * .8f;
    }
    float facing = dot(s->normal, half);
    return facing > 0 ? fast_pow(facing, s->gloss) : 0;
}

static void illuminate(const Appearance *a, const Surface *s, float reach, float *out) {
    float sky = .75f + .25f * s->normal[1], diffuse[3], specular[3] = {0, 0, 0};
    for (int k = 0; k < 3; k++) diffuse[k] = a->ambient[k] * s->occlusion * sky;
    for (int i = 0; i < 3; i++) {
        float facing = dot(s->normal, a->light[i]), seen = i == 0 ? reach : 1;
        float gleam = facing > 0 ? s->shine * highlight(s, a->light[i]) * smooth(0, .2f, facing) * seen : 0;
        for (int k = 0; k < 3; k++) {
            float skin_wrap = s->wrap * (k == 0 ? 1.25f : k == 1 ? .8f : .65f); /* red goes further under skin */
            float wrap = mix(skin_wrap, s->wrap, s->hair), red = k == 0 ? .12f : 0;
            float share = clamp((facing + wrap) / (1 + wrap), 0, 1) * mix(seen, 1, red * (1 - s->hair));
            diffuse[k] += a->colour[i][k] * share * (.35f + .65f * s->occlusion);
            specular[k] += a->colour[i][k] * gleam * s->occlusion;
        }
    }
    float bright = .35f + .65f * fmaxf(a->colour[0][0], a->colour[0][1]);
    for (int k = 0; k < 3; k++)
        out[k] = mix(s->albedo[k] * diffuse[k] + specular[k], bright, s->catchlight);
}

static void paint(const Appearance *a, Surface *s, int material, const float *canonical) {
    if (material == GLASSES) { for (int k = 0; k < 3; k++) s->albedo[k] = .05f; s->shine = .5f; s->gloss = 30; return; }
    float neck = -.68f + .06f * s->z;                   /* a collar lower behind than in front */
    if (material == SKIN && s->y < neck) { memcpy(s->albedo, a->clothes, sizeof s->albedo); s->shine = .02f; return; }
    if (material == STRAND) {
        rotate(a->rotation, canonical, s->tangent);
        float lock = s->occlusion;
        s->occlusion = 1;
        hair_colour(a, s, lock, 1);
        return;
    }
    float fine = noise(s->x * 60 + a->seed, s->y * 60, s->z * 60) - .5f;
    if (material != SHELL) {
        complexion(a, s, material == EAR, fine);
        if (s->z > .05f) {
            age_marks(a, s);
            creases(s);
            beard(a, s, fine);
            mouth(a, s, fine);
            eye(a, s);
            brow(a, s);
        }
    }
    if (material != EAR) scalp(a, s, material == SHELL);
}

static void shade(const Appearance *a, const ShadowMap *shadows, int material, const float *screen,
                  const float *normal, const float *canonical, float occlusion, float *out) {
    Surface s = {canonical[0], canonical[1], canonical[2], fabsf(canonical[0]),
                 {normal[0], normal[1], normal[2]}, {0, -1, 0}, {a->skin[0], a->skin[1], a->skin[2]},
                 a->shine, 18, occlusion, .25f, 0, 0};
    normalise(s.normal);
    if (s.normal[2] < 0 && material >= SHELL)           /* open sheets show both sides */
        for (int k = 0; k < 3; k++) s.normal[k] = -s.normal[k];
    float slope = 1 - clamp(dot(s.normal, a->light[0]), 0, 1);
    paint(a, &s, material, canonical);
    illuminate(a, &s, lit(shadows, screen, slope), out);
}

/* ---- the picture ---- */

/* linear light to 0..1 of sRGB (gamma 2.2), highlights rolled off */
static float tone(float v) {
    v = clamp(v, 0, 4);
    return fast_pow(v < .8f ? v : .8f + .2f * (1 - fast_exp(-(v - .8f) / .2f)), .4545f);
}

/* eyes, brows and mouth need every sample; the rest of the skin is smooth enough for one per pixel */
static int detailed(const float *c) {
    float across = fabsf(c[0]);
    int eyes = c[1] > -.065f && c[1] < .14f && across < .25f, mouth = c[1] > -.38f && c[1] < -.2f && across < .14f;
    return c[2] > .1f && (eyes || mouth);
}

/* the material if all samples of a pixel share one that is smooth there, else -1 */
static int plain_material(const Mesh *mesh, const Buffer *b, int samples, int x, int y) {
    int found = -1;
    for (int s = 0; s < samples * samples; s++) {
        int o = (y * samples + s / samples) * b->size + x * samples + s % samples;
        int material = b->triangle[o] < 0 ? -1 : mesh->materials[b->triangle[o]];
        if (material < 0 || material == GLASSES || material == STRAND || (s > 0 && material != found)) return -1;
        found = material;
    }
    return found;
}

static void background(const Appearance *a, float u, float v, float *out) {
    float t = clamp(.5f + u * a->background_slope[0] + v * a->background_slope[1]
        + a->background_noise * (noise(u * 5 + a->seed * 1.7f, v * 5, 9) - .5f), 0, 1);
    for (int k = 0; k < 3; k++)
        out[k] = fast_pow(clamp(mix(a->background[0][k], a->background[1][k], t), 0, 1), .4545f);
}

typedef struct { float screen[3], normal[3], canonical[3], occlusion; } Sample;

static Sample sample_at(const Mesh *mesh, const Buffer *b, int o) {
    Sample s;
    interpolate(b, mesh->triangles, mesh->points, 3, o, s.screen);
    interpolate(b, mesh->triangles, mesh->normals, 3, o, s.normal);
    interpolate(b, mesh->triangles, mesh->canonical, 3, o, s.canonical);
    interpolate(b, mesh->triangles, mesh->occlusion, 1, o, &s.occlusion);
    return s;
}

static void pixel(const Appearance *a, const Mesh *mesh, const Buffer *b, const ShadowMap *shadows,
                  int size, int samples, int x, int y, float *sum) {
    int n = samples * samples, plain = plain_material(mesh, b, samples, x, y);
    float empty[3], colour[3];
    background(a, (x + .5f) / size - .5f, (y + .5f) / size - .5f, empty);
    if (plain >= 0) {
        Sample middle = sample_at(mesh, b, (y * samples + samples / 2) * b->size + x * samples + samples / 2);
        if (plain != SKIN || !detailed(middle.canonical)) {
            shade(a, shadows, plain, middle.screen, middle.normal, middle.canonical, middle.occlusion, colour);
            for (int k = 0; k < 3; k++) sum[k] = tone(colour[k]);
            return;
        }
    }
    for (int i = 0; i < n; i++) {
        int o = (y * samples + i / samples) * b->size + x * samples + i % samples;
        if (b->triangle[o] < 0) { for (int k = 0; k < 3; k++) sum[k] += empty[k] / n; continue; }
        Sample s = sample_at(mesh, b, o);
        shade(a, shadows, mesh->materials[b->triangle[o]], s.screen, s.normal, s.canonical, s.occlusion, colour);
        for (int k = 0; k < 3; k++) sum[k] += tone(colour[k]) / n;
    }
}

/* RGB picture [size, size, 3]; `unit`: screen pixels (of a sample) in a head height. */
void picture(const Mesh *mesh, int vertices, const Appearance *a, float unit, int size, int samples, uint8_t *out) {
    Buffer b = new_buffer(size * samples);
    rasterise(mesh->points, mesh->triangles, mesh->count, &b);
    ShadowMap shadows = shadow_map(mesh, vertices, a->light[0], unit, 3 * size / 2);
    for (int y = 0; y < size; y++)
        for (int x = 0; x < size; x++) {
            float sum[3] = {0, 0, 0};
            pixel(a, mesh, &b, &shadows, size, samples, x, y, sum);
            for (int k = 0; k < 3; k++) out[3 * (y * size + x) + k] = (uint8_t)clamp(sum[k] * 255 + .5f, 0, 255);
        }
    free_buffer(&b);
    free_buffer(&shadows.buffer);
}

int appearance_floats(void) { return sizeof(Appearance) / sizeof(float); }

/* Share of `directions` unit vectors [n, 3] along which each vertex sees the sky: ambient occlusion [vertices]. */
void occlusion(const float *points, int vertices, const int32_t *t, int triangles,
               const float *directions, int n, float unit, float *out) {
    Mesh mesh = {points, 0, 0, 0, t, 0, triangles};
    float *normals = malloc(sizeof(float) * 3 * vertices), *weight = calloc(vertices, sizeof(float));
    vertex_normals(points, vertices, t, triangles, normals);
    memset(out, 0, sizeof(float) * vertices);
    for (int i = 0; i < n; i++) {
        const float *d = directions + 3 * i;
        float screen[3] = {d[0], -d[1], d[2]};
        ShadowMap m = shadow_map(&mesh, vertices, d, unit, 256);
        for (int v = 0; v < vertices; v++) {
            float facing = -dot(normals + 3 * v, screen);      /* y-down mesh turns the normals inside out */
            if (facing <= 0) continue;
            weight[v] += facing;
            out[v] += facing * lit(&m, points + 3 * v, 1 - facing);
        }
        free_buffer(&m.buffer);
    }
    for (int v = 0; v < vertices; v++) out[v] /= weight[v] + 1e-6f;
    free(normals);
    free(weight);
}
