#version 440

// A box with round corners: a circle, a pill, a square; filled, and outlined all round or in part.

layout(location = 0) in vec2 corner;   // -1 or 1 across and down
layout(location = 1) in vec4 box;      // its middle and half its size, in px
layout(location = 2) in vec4 outline;  // corners' radius; pen's width; share of the way round; 1 if dashed
layout(location = 3) in vec4 fillColour;
layout(location = 4) in vec4 penColour;

layout(location = 0) out vec2 place;   // px from the middle
layout(location = 1) flat out vec2 halves;
layout(location = 2) flat out vec4 pen;
layout(location = 3) flat out vec4 inside;    // premultiplied
layout(location = 4) flat out vec4 around;    // premultiplied

layout(std140, binding = 0) uniform View {
    mat4 matrix;
    float ratio;
    float dim;
};

void main() {
    place = corner * (box.zw + 0.5 * outline.y + 0.55 / ratio);
    halves = box.zw;
    pen = outline;
    inside = vec4(fillColour.rgb, 1.0) * fillColour.a;
    around = vec4(penColour.rgb, 1.0) * penColour.a;
    gl_Position = matrix * vec4(box.xy + place, 0.0, 1.0);
}
