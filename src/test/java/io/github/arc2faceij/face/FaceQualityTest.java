package io.github.arc2faceij.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Photographs;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.Bundled;
import io.github.arc2faceij.pose.TurnedHead;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaceQualityTest {

    private static FaceAnalyzer analyzer;

    @BeforeAll
    static void open() {
        analyzer = new FaceAnalyzer(Bundled.folder("arc2face-mini"), Device.CPU);
    }

    @AfterAll
    static void close() {
        analyzer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"astronaut.png", "grace_hopper.jpg", "abraham_lincoln.jpg"})
    void goodPhotosAreGood(String name) {
        FaceQuality quality = quality(Photographs.of(name));
        assertEquals(Optional.empty(), quality.warning());
        assertTrue(quality.length() > 3.5, quality::toString);
        assertTrue(Math.abs(quality.yaw()) < 10, quality::toString);
    }

    /** The photo of 512 pixels has 43 between the eyes. */
    @ParameterizedTest
    @CsvSource({"0.1875, 8 pixels between the eyes (16 are needed)", "0.3, 13 pixels between the eyes (16 are needed)"})
    void smallPhotosAreToldByTheirEyes(double factor, String clause) {
        FaceQuality quality = quality(Photographs.shrunk(Photographs.of("astronaut.png"), factor));
        assertEquals(43.2 * factor, quality.eyeDistance(), 0.5);
        assertTrue(quality.warning().orElseThrow().contains(clause), quality.warning()::toString);
    }

    @Test
    void blurIsToldBySharpnessAndLightIsNot() {
        Picture photo = Photographs.of("grace_hopper.jpg");
        Picture blurred = Photographs.blurred(photo, 16);
        assertTrue(quality(blurred).warning().orElseThrow().contains("sharpness"));
        Picture dark = Photographs.darkened(photo, 0.5);
        assertEquals(quality(photo).sharpness(), quality(dark).sharpness(), 0.02);
        assertEquals(Optional.empty(), quality(dark).warning());
    }

    @Test
    void darknessIsToldByTheLength() {
        FaceQuality quality = quality(Photographs.darkened(Photographs.of("astronaut.png"), 0.12));
        assertTrue(quality.warning().orElseThrow().contains("length 2."), quality.warning()::toString);
    }

    @Test
    void aValueNextToItsLimitIsToldApartFromIt() {
        String warning =
                new FaceQuality(15.7, 2.96, 3, 0.1198, 15.2, 15).warning().orElseThrow();
        assertTrue(
                warning.contains(
                        "15.7 pixels between the eyes (16 are needed), sharpness 0.1198 (0.12 is needed), turned to the side"
                                + " by 15.2 degrees (up to 15 are usual), length 2.96 of the recogniser's numbers (3.0 is usual)"),
                warning);
    }

    @Test
    void yawIsToldWhereItIsLarge() {
        FaceQuality aside = new FaceQuality(50, 4, 3, 0.4, -60, 45);
        assertTrue(
                aside.warning().orElseThrow().contains("turned to the side by 60 degrees"), aside.warning()::toString);
        assertEquals(Optional.empty(), new FaceQuality(50, 4, 3, 0.4, 30, 45).warning());
    }

    @ParameterizedTest
    @ValueSource(strings = {"astronaut.png", "grace_hopper.jpg", "abraham_lincoln.jpg"})
    void headsThatAreTurnedAsideAreToldByTheirYaw(String name) {
        Picture photo = Photographs.of(name);
        Face face = face(photo);
        TurnedHead head = new TurnedHead(photo, face.landmarks());
        assertEquals(0, head.yaw(), 5);
        for (int yaw : new int[] {-40, -30, 30, 40}) {
            Picture turned = head.turnedTo(yaw);
            FaceQuality quality = quality(turned);
            assertEquals(Math.signum(yaw), Math.signum(quality.yaw()));
            assertTrue(quality.warning().orElseThrow().contains("turned to the side by"), quality.warning()::toString);
            Identity good = analyzer.identify(photo, face, Progress.NONE);
            assertTrue(good.cosine(analyzer.identify(turned, face(turned), Progress.NONE)) < 0.9);
        }
        Picture slightly = head.turnedTo(10);
        assertEquals(Optional.empty(), quality(slightly).warning());
        assertTrue(analyzer.identify(photo, face, Progress.NONE)
                        .cosine(analyzer.identify(slightly, face(slightly), Progress.NONE))
                > 0.93);
    }

    private static FaceQuality quality(Picture picture) {
        return analyzer.quality(picture, face(picture), Progress.NONE);
    }

    private static Face face(Picture picture) {
        return FaceChoice.LARGEST
                .choose(analyzer.detect(picture, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE), List.of())
                .get(0);
    }
}
