/**
 * Models of FaceStudio's form (Yan et al. 2023, arXiv 2312.02663), whose pictures follow a picture's style or a text besides the
 * person. Start with {@link io.github.arc2faceij.condition.style.StyleCondition}.
 */
package io.github.arc2faceij.condition.style;
