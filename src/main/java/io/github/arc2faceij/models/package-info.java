/**
 * Where models lie and what a model folder must hold. Start with {@link io.github.arc2faceij.models.ModelFolder};
 * {@link io.github.arc2faceij.models.Bundled} brings the model that travels in the plugin itself, and
 * {@link io.github.arc2faceij.models.install.Installer} the published ones.
 */
package io.github.arc2faceij.models;
