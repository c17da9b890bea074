package io.github.arc2faceij.image;

import io.github.arc2faceij.common.Landmarks;
import java.awt.Color;
import java.util.Locale;

/** The parts of a face that an overlay names, in the order and with the numbers of {@link Landmarks}. */
public enum LandmarkGroup {
    /** 0..16 */
    JAW(0, 17, Color.CYAN),
    /** 17..26 */
    BROWS(17, 10, Color.ORANGE),
    /** 27..35 */
    NOSE(27, 9, Color.GREEN),
    /** 36..47 */
    EYES(36, 12, Color.YELLOW),
    /** 48..67 */
    LIPS(48, 20, Color.PINK);

    private final int first;
    private final int count;
    private final Color color;

    LandmarkGroup(int first, int count, Color color) {
        this.first = first;
        this.count = count;
        this.color = color;
    }

    /** @return number of its first landmark, 0..67 */
    public int first() {
        return first;
    }

    /** @return how many landmarks it has */
    public int count() {
        return count;
    }

    /** @return its name in overlays: {@code jaw} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return in which its points are drawn */
    Color color() {
        return color;
    }

    /**
     * @param landmark a number
     * @return whether that landmark is one of this group's
     */
    boolean contains(int landmark) {
        return landmark >= first && landmark < first + count;
    }
}
