/**
 * One SciJava command per menu entry, with the macro keys of its parameters' names: parameters and a few statements over
 * {@link io.github.arc2faceij.Arc2Face}. They run in Fiji's menus, through the plain ImageJ door, headless and from
 * scripts. {@link io.github.arc2faceij.commands.CancellableCommand} turns everything that goes wrong into one sentence.
 * Start with {@link io.github.arc2faceij.commands.GenerateFaces}.
 */
package io.github.arc2faceij.commands;
