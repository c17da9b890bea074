/**
 * The packaged plugin in the real ImageJ2: imagej-legacy, SciJava's user interface, scripts, search and updater. The Maven
 * profile {@code imagej2} runs them. {@link io.github.arc2faceij.imagej2.ImageJ2} is the ImageJ2 of the test's own Java,
 * {@link io.github.arc2faceij.imagej2.FreshStart} one that is started for a macro.
 */
package io.github.arc2faceij.imagej2;
