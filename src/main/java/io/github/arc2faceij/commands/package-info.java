/**
 * One SciJava command per menu entry, with the macro keys of its parameters' names: parameters and a few statements over
 * {@link io.github.arc2faceij.Arc2Face}. They run in Fiji's menus, in plain ImageJ, headless and from
 * scripts. {@link io.github.arc2faceij.commands.CancellableCommand} turns everything that goes wrong into one sentence.
 * Start with {@link io.github.arc2faceij.commands.GenerateFaces}.
 *
 * <p>The keys of a command are the fields of its class and of those it extends: {@code PhotoCommand} has the photo,
 * {@code FaceCommand} the face, {@code SamplingCommand} how pictures are made, {@code AdaptedCommand} what they follow. SciJava
 * finds parameters in superclasses only. So the keys of a pose stand twice: Generate Faces in Pose... has them beside the keys of
 * pictures, and Show Pose Normal Map... must not have those. What they mean is said once, in {@code commands.keys.PoseKeys}.
 */
package io.github.arc2faceij.commands;
