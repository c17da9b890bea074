package io.github.arc2faceij.request;

import io.github.arc2faceij.diffusion.network.Expression;

/**
 * The expression that a picture is to show, by the Expression Adapter.
 *
 * @param expression 55 numbers, and how strongly to follow them
 * @param source where they came from, for the recipe: {@code smile.npy}
 */
public record ExpressionRequest(Expression expression, String source) {}
