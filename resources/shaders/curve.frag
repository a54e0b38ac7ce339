#version 440

// Coverage of a line's pixel: how far it is from the line's middle, and from the middle of a dash.

layout(location = 0) in vec2 place;
layout(location = 1) flat in vec4 colour;
layout(location = 2) flat in vec3 line;

layout(location = 0) out vec4 fragment;

void main() {
    float off = abs(fract(place.x) - 0.5) * line.z;
    fragment = colour * (clamp(line.x - abs(place.y), 0.0, 1.0) * clamp(line.y - off, 0.0, 1.0));
}
