/**
 * From landmarks to a head, and from a head to the normal map that the pose ControlNet looks at.
 *
 * <pre>{@code
 * HeadModel head = HeadModel.open(Bundled.folder("head"));
 * HeadFit reference = new HeadFitter(head).fit(HeadPoints.of(landmarks));
 * Picture condition = PosePicture.picture(head, reference.shape(), reference.pose().withRoll(0), 512);
 * }</pre>
 *
 * Start with {@link io.github.arc2faceij.pose.HeadFitter} and {@link io.github.arc2faceij.pose.PosePicture};
 * {@link io.github.arc2faceij.pose.FfhqAlignment} cuts a face out as Arc2Face's training pictures were cut. Points are
 * in pixels, x to the right and y down, whole numbers at pixel centres; heads have y up and z to the viewer.
 */
package io.github.arc2faceij.pose;
