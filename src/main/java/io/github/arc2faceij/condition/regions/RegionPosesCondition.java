package io.github.arc2faceij.condition.regions;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.condition.pose.ControlNetConditioning;
import io.github.arc2faceij.diffusion.Conditioning;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.pose.HeadModel;
import io.github.arc2faceij.pose.NormalMap;
import io.github.arc2faceij.pose.Pose;
import io.github.arc2faceij.pose.PosePicture;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Several heads, each in a part of the pictures and in a pose of its own. The pose ControlNet sees all of them in one normal map.
 * They are average heads.
 *
 * @param width of the pictures in pixels
 * @param height of the pictures in pixels
 * @param heads at least one; where they overlap, a later one hides those before it
 */
public record RegionPosesCondition(int width, int height, List<Head> heads) implements Condition {

    /** Its kind. */
    public static final ConditionKind<Part> KIND = new ConditionKind<>(
            "regionPoses",
            Part.class,
            false,
            Set.of("width", "height", "heads"),
            part -> List.of(),
            (part, sources) -> Optional.of(new RegionPosesCondition(part.width(), part.height(), part.heads())));

    private static final double AS_TRAINED = 1;

    /**
     * A head, as large as in a square of the smaller side of its rectangle, in the middle.
     *
     * @param yaw in degrees, positive: to the picture's right
     * @param pitch in degrees, positive: up
     * @param roll in degrees, positive: counter-clockwise
     * @param x left column of the rectangle
     * @param y upper row of the rectangle
     * @param width of the rectangle in pixels
     * @param height of the rectangle in pixels
     */
    public record Head(double yaw, double pitch, double roll, int x, int y, int width, int height) {

        /**
         * @param pose how the head is turned
         * @param region whose smallest rectangle it is in; not empty
         * @return the head
         */
        public static Head in(Pose pose, RegionMask region) {
            int left = region.width();
            int top = region.height();
            int right = -1;
            int bottom = -1;
            for (int i = 0; i < region.values().length; i++) {
                if (region.values()[i] >= 0.5f) {
                    left = Math.min(left, i % region.width());
                    right = Math.max(right, i % region.width());
                    top = Math.min(top, i / region.width());
                    bottom = i / region.width();
                }
            }
            return new Head(pose.yaw(), pose.pitch(), pose.roll(), left, top, right - left + 1, bottom - top + 1);
        }

        private boolean isWithin(int columns, int rows) {
            return Math.min(x, y) >= 0 && Math.min(width, height) > 0 && width <= columns - x && height <= rows - y;
        }

        private Pose pose() {
            return new Pose(yaw, pitch, roll).requireFrontal();
        }
    }

    /**
     * Heads in a recipe.
     *
     * @param width of the pictures in pixels
     * @param height of the pictures in pixels
     * @param head the head model's file or folder: {@code head} is the bundled one
     * @param heads where they are, and how they are turned
     */
    public record Part(int width, int height, String head, List<Head> heads) {}

    /**
     * @param width of the pictures in pixels
     * @param height of the pictures in pixels
     * @param heads copied
     * @throws Arc2FaceException when a head is turned further than the ControlNet knows, or lies outside the pictures
     */
    public RegionPosesCondition {
        heads = List.copyOf(heads);
        for (Head head : heads) {
            head.pose();
            if (!head.isWithin(width, height)) {
                throw new Arc2FaceException("A head of the recipe's \"regionPoses\" lies outside the pictures of "
                        + width + " x " + height + " pixels. Use the recipe as it was written.");
            }
        }
    }

    @Override
    public ConditionKind<?> kind() {
        return KIND;
    }

    @Override
    public Record part(Networks networks) {
        return new Part(width, height, networks.headName(), heads);
    }

    @Override
    public Optional<Conditioning> open(Networks networks, Sampling sampling, Progress progress) {
        sampling.checkSize("poses of the regions", width, height);
        return Optional.of(ControlNetConditioning.open(networks, normalMap(networks.head()), AS_TRAINED));
    }

    private Picture normalMap(HeadModel model) {
        byte[] all = new byte[3 * width * height];
        Arrays.fill(all, NormalMap.BACKGROUND);
        for (Head head : heads) {
            Picture one = PosePicture.picture(model, model.meanShape(), head.pose(), head.width, head.height);
            for (int i = 0; i < one.rgb().length; i += 3) {
                if (!isBackground(one.rgb(), i)) {
                    int row = head.y + i / 3 / head.width;
                    int column = head.x + i / 3 % head.width;
                    System.arraycopy(one.rgb(), i, all, 3 * (row * width + column), 3);
                }
            }
        }
        return new Picture(width, height, all);
    }

    private static boolean isBackground(byte[] rgb, int first) {
        return rgb[first] == NormalMap.BACKGROUND
                && rgb[first + 1] == NormalMap.BACKGROUND
                && rgb[first + 2] == NormalMap.BACKGROUND;
    }
}
