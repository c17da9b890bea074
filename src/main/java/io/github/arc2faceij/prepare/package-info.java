/**
 * Pictures for experiments: faces made alike in place, outline, luminance and amplitude spectrum, and their average in shape.
 * Begin with {@link io.github.arc2faceij.prepare.Preparation}.
 */
package io.github.arc2faceij.prepare;
