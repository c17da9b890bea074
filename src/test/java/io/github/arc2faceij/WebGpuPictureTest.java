package io.github.arc2faceij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Landmarks;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.InstalledWheels;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.request.GenerationRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole way from a photo to a picture by the bundled model, on WebGPU and on the processor. */
class WebGpuPictureTest {

    private static final Sampling ONE = new Sampling(1, 2, 3, SamplerType.DPMPP_2M, 42, Noise.CPU, 64, 64);
    private static final double MEAN_DIFFERENCE = 1;
    private static final double PIXELS = 0.05;

    @BeforeAll
    static void install() {
        InstalledWheels.needWebGpu();
    }

    @Test
    void aPictureIsTheProcessors() throws IOException {
        Picture photo = TestPictures.of(
                ImageIO.read(Path.of("test-images/astronaut.png").toFile()));
        try (Arc2Face processor = new Arc2Face(ModelFolder.bundled(), Device.CPU);
                Arc2Face card = new Arc2Face(ModelFolder.bundled(), Device.WEBGPU)) {
            Face expected = face(processor, photo);
            Face found = face(card, photo);
            for (int i = 0; i < Landmarks.COUNT; i++) {
                Landmarks.Point point = expected.landmarks().points().get(i);
                assertEquals(point.x(), found.landmarks().points().get(i).x(), PIXELS);
                assertEquals(point.y(), found.landmarks().points().get(i).y(), PIXELS);
            }
            Identity identity = processor.identify(photo, expected, Progress.NONE);
            assertEquals(1, identity.cosine(card.identify(photo, expected, Progress.NONE)), 1e-4);
            GenerationRequest request = new GenerationRequest(identity, "astronaut.png", ONE);
            double difference = TestPictures.difference(
                            processor
                                    .generate(request, Progress.NONE)
                                    .pictures()
                                    .get(0),
                            card.generate(request, Progress.NONE).pictures().get(0))
                    .mean();
            assertTrue(difference < MEAN_DIFFERENCE, "the mean difference is " + difference);
        }
    }

    private static Face face(Arc2Face arc2face, Picture photo) {
        List<Face> faces = arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
        assertEquals(1, faces.size());
        return faces.get(0);
    }
}
