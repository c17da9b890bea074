/**
 * What pictures may follow besides the identity. A {@link io.github.arc2faceij.condition.Condition}, where to start, answers
 * everything that there is to ask of one: which files it needs, what it adds to the UNet or to a step, and what it says in a
 * recipe. Each has a room of its own beside this file; {@link io.github.arc2faceij.request.ConditionKinds} lists them.
 */
package io.github.arc2faceij.condition;
