/** Pictures of what a text says. Start with {@link io.github.arc2faceij.condition.text.TextCondition}. */
package io.github.arc2faceij.condition.text;
