#version 440

// A line along an edge: a strip of quads that follows the cubic Bezier curve of
// app/scene/edges.py, (0, 0), (1/2, 0), (1/2, 1), (1, 1), from one end to the other.

layout(location = 0) in vec2 corner;  // t in [0, 1] along the curve; side, -1 or 1
layout(location = 1) in vec4 ends;    // x0, y0, x1, y1 in px
layout(location = 2) in vec4 paint;   // level or number of the colour; row of the table, + 16 if dashed; width; opacity

layout(location = 0) out vec2 place;       // patterns of dash and gap along the curve; device pixels across it
layout(location = 1) flat out vec4 colour; // premultiplied
layout(location = 2) flat out vec3 line;   // device pixels: half the width and half a dash, each + 1/2; a pattern

layout(std140, binding = 0) uniform View {
    mat4 matrix;   // px to clip space
    float ratio;   // device pixels to a px
    float dim;     // how opaque the edges are
};
layout(binding = 1) uniform sampler2D table;

const float DASHED = 16.0;  // as in app/scene/marks.py
const float SOLIDS = 2.0;

vec2 velocity(vec2 way, float t) {
    return way * vec2(1.5 - 3.0 * t + 3.0 * t * t, 6.0 * t * (1.0 - t));
}

// Five-point Gauss-Legendre quadrature of the speed over [0, t].
float lengthUpTo(vec2 way, float t) {
    float h = 0.5 * t;
    return h * (0.5688888889 * length(velocity(way, h))
        + 0.4786286705 * (length(velocity(way, h * 0.4615306899)) + length(velocity(way, h * 1.5384693101)))
        + 0.2369268851 * (length(velocity(way, h * 0.0938201541)) + length(velocity(way, h * 1.9061798459))));
}

void main() {
    float t = corner.x;
    vec2 way = ends.zw - ends.xy;
    vec2 at = ends.xy + way * vec2(t * (1.5 - 1.5 * t + t * t), t * t * (3.0 - 2.0 * t));
    vec2 along = velocity(way, t);
    vec2 across = vec2(-along.y, along.x) / max(length(along), 1e-6);

    bool dashed = paint.y >= DASHED;
    float row = dashed ? paint.y - DASHED : paint.y;
    float width = paint.z;
    float reach = 0.5 * width + 0.55 / ratio;  // as far as anything is covered
    at += across * corner.y * reach;

    // The fragment shader knows no lines without dashes: it is always in the middle of one there.
    place = vec2(0.5, corner.y * reach * ratio);
    line = vec3(0.5 * width * ratio + 0.5, 2.0, 1.0);
    if (dashed) {
        float dash = 5.0 + 1.2 * width, pattern = dash + 3.5 + 0.9 * width;
        place.x = (lengthUpTo(way, t) - 0.5 * dash) / pattern + 0.5;
        line.yz = vec2(0.5 * dash * ratio + 0.5, pattern * ratio);
    }
    ivec2 texel = ivec2(row == SOLIDS ? paint.x : paint.x * 255.0 + 255.5, row);
    float opacity = paint.w * (row == SOLIDS ? 1.0 : dim);
    colour = vec4(texelFetch(table, texel, 0).rgb, 1.0) * opacity;
    gl_Position = matrix * vec4(at, 0.0, 1.0);
}
