/** Damaged files for every reader of files that come from elsewhere. Start with {@link io.github.arc2faceij.fuzz.FuzzTest}. */
package io.github.arc2faceij.fuzz;
