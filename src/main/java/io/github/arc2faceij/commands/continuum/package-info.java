/**
 * Sequences of pictures whose steps are equal as measured. Start with
 * {@link io.github.arc2faceij.commands.continuum.Continuum}.
 */
package io.github.arc2faceij.commands.continuum;
