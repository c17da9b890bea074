/**
 * The appearance and background of a reference picture, by the Reference Adapter. Start with
 * {@link io.github.arc2faceij.condition.appearance.AppearanceCondition}.
 */
package io.github.arc2faceij.condition.appearance;
