/**
 * Expressions of the face, by the Expression Adapter. Start with
 * {@link io.github.arc2faceij.condition.expression.ExpressionCondition}.
 */
package io.github.arc2faceij.condition.expression;
