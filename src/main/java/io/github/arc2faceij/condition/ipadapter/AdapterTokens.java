package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Tensor;

/**
 * The tokens of what an IP-Adapter shows.
 *
 * @param seen [groups, count, context size]
 * @param nothing those that stand for no picture, of the same shape
 */
record AdapterTokens(Tensor seen, Tensor nothing) {}
