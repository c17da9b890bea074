/**
 * The dialogs of the commands, and the plugin for plain ImageJ 1.x: the SciJava commands of
 * {@code io.github.arc2faceij.commands} with the same menu entries, macro keys, help and recording as in Fiji, without
 * imagej-legacy. Nothing here knows a command: all comes from the parameters' metadata. {@code plugins.config} gives each
 * command a line, in a jar of its own that Fiji does without. {@link io.github.arc2faceij.ij1.DialogHarvester} opens the
 * same dialogs in ImageJ2. Start with {@link io.github.arc2faceij.ij1.CommandPlugIn} and
 * {@code CommandCall}; {@link io.github.arc2faceij.ij1.Launcher} runs a macro in plain ImageJ, with or without
 * a display.
 */
package io.github.arc2faceij.ij1;
