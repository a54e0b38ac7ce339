#version 440

// Coverage of a pixel, by its signed distance to a box with round corners.

layout(location = 0) in vec2 place;
layout(location = 1) flat in vec3 shape;
layout(location = 2) flat in vec4 colour;

layout(location = 0) out vec4 fragment;

void main() {
    vec2 off = abs(place) - shape.xy;
    float beyond = length(max(off, 0.0)) + min(max(off.x, off.y), 0.0);
    fragment = colour * clamp(shape.z - beyond, 0.0, 1.0);
}
