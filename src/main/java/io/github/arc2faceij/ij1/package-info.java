/**
 * The door for plain ImageJ 1.x: the SciJava commands of {@code io.github.arc2faceij.commands} with the same menu
 * entries, dialogs, macro keys, help and recording as in Fiji, without imagej-legacy. Nothing here knows a command: all
 * comes from the parameters' metadata. {@code plugins.config} gives each command a line; in Fiji the SciJava command of
 * the same menu entry takes its place. Start with {@link io.github.arc2faceij.ij1.Door} and
 * {@code CommandCall}; {@link io.github.arc2faceij.ij1.Launcher} runs a macro in plain ImageJ, with or without
 * a display.
 */
package io.github.arc2faceij.ij1;
