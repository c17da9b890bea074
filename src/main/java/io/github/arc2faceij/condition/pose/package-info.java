/**
 * Poses of the head, by the pose ControlNet. Start with {@link io.github.arc2faceij.condition.pose.PoseCondition}. Heads
 * themselves, and how they are fitted to landmarks, are in {@link io.github.arc2faceij.pose}.
 */
package io.github.arc2faceij.condition.pose;
