/**
 * Several people, each in a region of the pictures, as FaceStudio draws them (arXiv 2312.02663). Start with
 * {@link io.github.arc2faceij.condition.regions.RegionsCondition}.
 */
package io.github.arc2faceij.condition.regions;
