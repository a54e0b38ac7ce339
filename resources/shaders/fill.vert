#version 440

// The inside of a box with round corners: a circle, a pill, a square.

layout(location = 0) in vec2 corner;   // -1 or 1 across and down
layout(location = 1) in vec4 box;      // its middle and half its size, in px
layout(location = 2) in vec4 outline;  // the corners' radius; more that is no matter here
layout(location = 3) in vec4 fill;     // red, green, blue, opacity

layout(location = 0) out vec2 place;        // device pixels from the middle
layout(location = 1) flat out vec3 shape;   // device pixels: half the size less the radius; the radius + 1/2
layout(location = 2) flat out vec4 colour;  // premultiplied

layout(std140, binding = 0) uniform View {
    mat4 matrix;   // px to clip space
    float ratio;   // device pixels to a px
    float dim;
};

void main() {
    // As far as anything is covered; nothing of what has no colour.
    vec2 reach = fill.a > 0.0 ? box.zw + 0.55 / ratio : vec2(0.0);
    place = corner * reach * ratio;
    shape = vec3((box.zw - outline.x) * ratio, outline.x * ratio + 0.5);
    colour = vec4(fill.rgb, 1.0) * fill.a;
    gl_Position = matrix * vec4(box.xy + corner * reach, 0.0, 1.0);
}
