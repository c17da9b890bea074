package io.github.arc2faceij.bench;

import io.github.arc2faceij.common.Photographs;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.FaceQuality;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.Bundled;
import io.github.arc2faceij.pose.TurnedHead;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * What the identity loses when a photo gets worse, and what tells: the test images made smaller, blurred, compressed,
 * darker and turned aside, each with the cosine similarity to the identity of the good photo and the measures of quality. The bundled
 * networks. The limits of {@link FaceQuality} come from here.
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *     -Dexec.args="-cp %classpath io.github.arc2faceij.bench.QualityBench"
 * }</pre>
 */
public final class QualityBench {

    private final FaceAnalyzer analyzer;

    private QualityBench(FaceAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /**
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try (FaceAnalyzer analyzer = new FaceAnalyzer(Bundled.folder("arc2face-mini"), Device.CPU)) {
            System.out.println("| photo | cosine | pixels between the eyes | sharpness | length | yaw |");
            System.out.println("|---|---|---|---|---|---|");
            Photographs.ALL.forEach(new QualityBench(analyzer)::measure);
        }
    }

    private void measure(String name) {
        Picture photo = Photographs.of(name);
        Face face = largest(photo);
        Identity good = analyzer.identify(photo, face, Progress.NONE);
        double eyes = analyzer.quality(photo, face, Progress.NONE).eyeDistance();
        for (double distance : new double[] {32, 24, 20, 16, 12, 8, 6}) {
            tell(name, "eyes " + distance, good, Photographs.shrunk(photo, distance / eyes));
        }
        for (double share : new double[] {0.05, 0.1, 0.15, 0.2, 0.3}) {
            tell(name, "blur " + share, good, Photographs.blurred(photo, (int) Math.round(share * eyes)));
        }
        Picture small = Photographs.shrunk(photo, 30 / eyes);
        for (double quality : new double[] {0.75, 0.5, 0.3, 0.2, 0.15, 0.1, 0.05, 0.01}) {
            tell(name, "JPEG " + quality, good, jpeg(photo, (float) quality));
            tell(name, "eyes 30, JPEG " + quality, good, jpeg(small, (float) quality));
        }
        for (double factor : new double[] {0.5, 0.25, 0.12, 0.08}) {
            tell(name, "light " + factor, good, Photographs.darkened(photo, factor));
        }
        TurnedHead head = new TurnedHead(photo, face.landmarks());
        for (double yaw : new double[] {10, 15, 20, 25, 30, 40, 50, 60}) {
            tell(name, "yaw " + yaw, good, head.turnedTo(yaw));
            tell(name, "yaw " + -yaw, good, head.turnedTo(-yaw));
        }
    }

    private void tell(String name, String how, Identity good, Picture picture) {
        List<Face> faces = analyzer.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
        if (faces.isEmpty()) {
            System.out.println("| " + name + ", " + how + " | no face | | | | |");
            return;
        }
        Face face = FaceChoice.LARGEST.choose(faces, List.of()).get(0);
        FaceQuality quality = analyzer.quality(picture, face, Progress.NONE);
        System.out.printf(
                Locale.ROOT,
                "| %s, %s | %.2f | %.0f | %.2f | %.2f | %.0f |%n",
                name,
                how,
                good.cosine(analyzer.identify(picture, face, Progress.NONE)),
                quality.eyeDistance(),
                quality.sharpness(),
                quality.length(),
                quality.yaw());
    }

    private Face largest(Picture picture) {
        List<Face> faces = analyzer.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
        return FaceChoice.LARGEST.choose(faces, List.of()).get(0);
    }

    private static Picture jpeg(Picture picture, float quality) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                image.setRGB(x, y, picture.get(x, y, 0) << 16 | picture.get(x, y, 1) << 8 | picture.get(x, y, 2));
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.setOutput(ImageIO.createImageOutputStream(bytes));
            writer.write(null, new IIOImage(image, null, null), parameters);
            return TestPictures.of(ImageIO.read(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            writer.dispose();
        }
    }
}
