#version 440

// Coverage of an outline's pixel: as that of a line, and of one that ends.

layout(location = 0) in vec3 place;
layout(location = 1) flat in vec4 colour;
layout(location = 2) flat in vec3 line;

layout(location = 0) out vec4 fragment;

void main() {
    float off = abs(fract(place.x) - 0.5) * line.z;
    vec3 covered = clamp(vec3(line.x - abs(place.y), line.y - off, place.z), 0.0, 1.0);
    fragment = colour * (covered.x * covered.y * covered.z);
}
