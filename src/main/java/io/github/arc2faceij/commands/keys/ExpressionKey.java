package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.expression.Expression;
import io.github.arc2faceij.condition.expression.ExpressionCondition;
import io.github.arc2faceij.condition.expression.ExpressionNumbers;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.PoseLandmarks;
import io.github.arc2faceij.image.Windows;
import io.github.arc2faceij.pose.HeadPoints;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What the key expression says: 55 numbers, a file with them, or whose expression to take.
 *
 * @param text not blank
 * @param intensity 1 as the adapter was trained
 */
public record ExpressionKey(String text, double intensity) {

    /** Stands for the landmarks on the photo itself. */
    private static final String LANDMARKS = "Landmarks";

    private static final Pattern FILE = Pattern.compile("(?i).*\\.(npy|csv|txt)");
    /** Two numbers at least: a title may begin with one. */
    private static final Pattern NUMBERS =
            Pattern.compile("[\\[(\\s]*[-+.\\deE]+[,;\\s]+[-+]?[.\\d].*", Pattern.DOTALL);

    /**
     * @param arc2face the model
     * @param photo the command's own
     * @param progress asked whether to stop
     * @return the expression
     * @throws Arc2FaceException when the text is none of these, or no FLAME head is there to be fitted
     */
    public ExpressionCondition find(Arc2Face arc2face, Supplier<Photo> photo, Progress progress) {
        if (text.equalsIgnoreCase(LANDMARKS)) {
            return fitted(arc2face, PoseLandmarks.of(photo.get()));
        }
        FaceSource place = FaceSource.parse(text);
        if (place.isPoints()) {
            Photo other = Photo.of(Windows.image(place.name()));
            return fitted(arc2face, PoseLandmarks.of(other));
        }
        if (FILE.matcher(text).matches()) {
            Path file = SavePath.full(text);
            return request(ExpressionNumbers.read(file), file.getFileName().toString());
        }
        if (NUMBERS.matcher(text).matches()) {
            return request(ExpressionNumbers.parse(text), "numbers");
        }
        return fitted(arc2face, onImage(arc2face, progress));
    }

    private PoseLandmarks onImage(Arc2Face arc2face, Progress progress) {
        try {
            ReferenceFace face = ReferenceFace.find(arc2face, text, progress);
            return new PoseLandmarks(face.source(), HeadPoints.of(face.face().landmarks()));
        } catch (Arc2FaceException e) {
            throw new Arc2FaceException(
                    "The expression \"" + text + "\" cannot be used: it is neither " + Expression.LENGTH
                            + " numbers, nor the full path of a .npy, .csv or .txt file with them, nor \"" + LANDMARKS
                            + "\", nor a face on an image. " + e.getMessage(),
                    e);
        }
    }

    private ExpressionCondition fitted(Arc2Face arc2face, PoseLandmarks landmarks) {
        return request(arc2face.fitExpression(landmarks.points()), landmarks.source());
    }

    private ExpressionCondition request(float[] numbers, String source) {
        return new ExpressionCondition(new Expression(numbers, intensity), source);
    }
}
