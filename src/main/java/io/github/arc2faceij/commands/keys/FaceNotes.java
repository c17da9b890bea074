package io.github.arc2faceij.commands.keys;

import ij.IJ;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceQuality;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the Log tells of a face that is not as usual. */
public final class FaceNotes {

    private FaceNotes() {}

    /**
     * Says how a face is turned, if it was not found in the photo as it is.
     *
     * @param source {@code astronaut.png, face 1}
     * @param face in the upright picture
     */
    public static void tellTurn(String source, Face face) {
        if (face.turn() != 0) {
            long degrees = Math.round(face.roll());
            IJ.log(source + " is turned by " + Math.abs(degrees) + " degrees "
                    + (degrees < 0 ? "counterclockwise" : "clockwise") + " on the photo, and was read upright.");
        }
    }

    /**
     * @param quality of a face
     * @return what tables tell of it
     */
    public static Map<String, Double> columns(FaceQuality quality) {
        Map<String, Double> columns = new LinkedHashMap<>();
        columns.put("Quality", quality.length());
        columns.put("Eye distance", quality.eyeDistance());
        columns.put("Sharpness", quality.sharpness());
        columns.put("Yaw", quality.yaw());
        return columns;
    }

    /**
     * Says what is wrong with a face.
     *
     * @param source {@code astronaut.png, face 1}
     * @param quality of that face
     */
    public static void tellQuality(String source, FaceQuality quality) {
        quality.warning().ifPresent(warning -> IJ.log(source + ": " + warning));
    }
}
