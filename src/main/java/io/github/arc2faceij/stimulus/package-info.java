/**
 * What experiments need besides pictures: steps that are equal as measured, and orders of conditions. Start with
 * {@link io.github.arc2faceij.stimulus.EqualSteps}.
 */
package io.github.arc2faceij.stimulus;
