/**
 * What is installed on this computer and what of it works: versions, jars, memory, devices, models and a picture that is
 * known. Start with {@link io.github.arc2faceij.check.InstallationCheck}.
 */
package io.github.arc2faceij.check;
