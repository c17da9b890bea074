/**
 * The networks of a model folder, each opened when it is first needed and closed when memory is released. Start with
 * {@link io.github.arc2faceij.engine.LoadedModel}. Only the facade and its tests come here.
 */
package io.github.arc2faceij.engine;
