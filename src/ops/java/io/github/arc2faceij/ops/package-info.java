/**
 * Three Ops for imagej-ops 2.x over {@link io.github.arc2faceij.Arc2Face}: {@code faces.detect}, {@code faces.identify} and
 * {@code faces.generate}, with the model and device of Edit &gt; Options &gt; Arc2Face. They are compiled by the Maven
 * profile {@code ops} only, as imagej-ops is not on Maven Central. Start with
 * {@link io.github.arc2faceij.ops.GenerateFacesOp}.
 */
package io.github.arc2faceij.ops;
