#version 440

// Coverage of a shape's pixel, from its signed distance to the outline (Inigo Quilez, "2D distance functions").

layout(location = 0) in vec2 place;
layout(location = 1) flat in vec2 halves;
layout(location = 2) flat in vec4 pen;
layout(location = 3) flat in vec4 inside;
layout(location = 4) flat in vec4 around;

layout(location = 0) out vec4 fragment;

layout(std140, binding = 0) uniform View {
    mat4 matrix;
    float ratio;
    float dim;
};

const float PI = 3.14159265359;

float distanceTo(vec2 p, vec2 halves, float radius) {
    vec2 off = abs(p) - halves + radius;
    return length(max(off, 0.0)) + min(max(off.x, off.y), 0.0) - radius;
}

// Px along the outline of a circle or pill, from the top's middle clockwise; y its whole length.
vec2 wayRound(vec2 p, float straight, float radius) {
    float whole = 4.0 * straight + 2.0 * PI * radius;
    if (p.x > straight)
        return vec2(straight + radius * atan(p.x - straight, -p.y), whole);
    if (p.x < -straight)
        return vec2(3.0 * straight + radius * (PI + atan(-p.x - straight, p.y)), whole);
    if (p.y < 0.0)
        return vec2(p.x < 0.0 ? whole + p.x : p.x, whole);
    return vec2(2.0 * straight + PI * radius - p.x, whole);
}

void main() {
    float off = distanceTo(place, halves, pen.x) * ratio;
    fragment = inside * clamp(0.5 - off, 0.0, 1.0);
    if (pen.y <= 0.0)
        return;
    float drawn = clamp(0.5 * pen.y * ratio - abs(off) + 0.5, 0.0, 1.0);
    if (drawn > 0.0 && (pen.z < 1.0 || pen.w > 0.5)) {
        vec2 way = wayRound(place, halves.x - pen.x, pen.x);
        if (pen.z < 1.0) {
            // Both ends of the arc are cut straight.
            float end = min(pen.z * way.y - way.x, way.x);
            drawn *= clamp(end * ratio + 0.5, 0.0, 1.0);
        }
        if (pen.w > 0.5) {
            float dash = 5.0 + 1.2 * pen.y, gap = 3.5 + 0.9 * pen.y;
            float middle = abs(mod(way.x, dash + gap) - 0.5 * dash);
            middle = min(middle, dash + gap - middle);
            drawn *= clamp((0.5 * dash - middle) * ratio + 0.5, 0.0, 1.0);
        }
    }
    vec4 stroke = around * drawn;
    fragment = stroke + fragment * (1.0 - stroke.a);
}
