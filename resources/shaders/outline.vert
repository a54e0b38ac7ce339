#version 440

// The outline of a circle or a pill, all round or in part: a strip of quads along it.

layout(location = 0) in vec2 corner;   // share of the way that is drawn, in [0, 1]; side, -1 or 1
layout(location = 1) in vec4 box;      // its middle and half its size, in px
layout(location = 2) in vec4 outline;  // the corners' radius; the pen's width; share of the way round; 1 if dashed
layout(location = 3) in vec4 pen;      // red, green, blue, opacity

layout(location = 0) out vec3 place;       // patterns along it; device pixels across it, and to the nearer end
layout(location = 1) flat out vec4 colour; // premultiplied
layout(location = 2) flat out vec3 line;   // device pixels: half the width and half a dash, each + 1/2; a pattern

layout(std140, binding = 0) uniform View {
    mat4 matrix;   // px to clip space
    float ratio;   // device pixels to a px
    float dim;
};

const float PI = 3.14159265359;
const float NO_END = 1e6;

// Where one is that many px from the top's middle, clockwise, and what lies outwards from there.
void walk(float way, float straight, float radius, out vec2 at, out vec2 outwards) {
    float turn = PI * radius;
    if (way > 3.0 * straight + 2.0 * turn) {
        at = vec2(way - 4.0 * straight - 2.0 * turn, -radius);
        outwards = vec2(0.0, -1.0);
    } else if (way > 3.0 * straight + turn) {
        float angle = (way - 3.0 * straight - turn) / radius;
        outwards = vec2(-sin(angle), cos(angle));
        at = vec2(-straight, 0.0) + radius * outwards;
    } else if (way > straight + turn) {
        at = vec2(2.0 * straight + turn - way, radius);
        outwards = vec2(0.0, 1.0);
    } else if (way > straight) {
        float angle = (way - straight) / radius;
        outwards = vec2(sin(angle), -cos(angle));
        at = vec2(straight, 0.0) + radius * outwards;
    } else {
        at = vec2(way, -radius);
        outwards = vec2(0.0, -1.0);
    }
}

void main() {
    float radius = outline.x, width = outline.y, straight = box.z - radius;
    float whole = (4.0 * straight + 2.0 * PI * radius) * outline.z, way = corner.x * whole;
    vec2 at, outwards;
    walk(way, straight, radius, at, outwards);
    float reach = width > 0.0 ? 0.5 * width + 0.55 / ratio : 0.0;
    at += outwards * corner.y * reach;

    // As in curve.vert: what has no dashes is always in the middle of one.
    place = vec3(0.5, corner.y * reach * ratio, outline.z < 1.0 ? min(way, whole - way) * ratio + 0.5 : NO_END);
    line = vec3(0.5 * width * ratio + 0.5, 2.0, 1.0);
    if (outline.w > 0.5) {
        float dash = 5.0 + 1.2 * width, pattern = dash + 3.5 + 0.9 * width;
        place.x = (way - 0.5 * dash) / pattern + 0.5;
        line.yz = vec2(0.5 * dash * ratio + 0.5, pattern * ratio);
    }
    colour = vec4(pen.rgb, 1.0) * pen.a;
    gl_Position = matrix * vec4(box.xy + at, 0.0, 1.0);
}
