package io.github.arc2faceij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.TestPictures;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.PublishedLayout;
import io.github.arc2faceij.request.GenerationRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model folder with InsightFace's networks beside the bundled model. */
class InsightFaceModelTest {

    private static final Picture SCENE = TestPictures.golden("face/images/scene_640x640.png");

    @TempDir
    Path folder;

    @Test
    void eachModelHasItsOwnRecogniserAndRefusesTheOthersIdentities() throws IOException {
        PublishedLayout.fillWithFaceNetworks(folder);
        try (Arc2Face published = new Arc2Face(new ModelFolder(folder), Device.CPU);
                Arc2Face bundled = new Arc2Face(ModelFolder.bundled(), Device.CPU)) {
            Face face = published.detect(SCENE, 0.65, Progress.NONE).get(0);
            Identity ours = published.identify(SCENE, face, Progress.NONE);
            Identity small = bundled.identify(SCENE, face, Progress.NONE);

            assertEquals(
                    68,
                    published
                            .shape(SCENE, face, Progress.NONE)
                            .orElseThrow()
                            .points()
                            .size());
            assertTrue(bundled.shape(SCENE, face, Progress.NONE).isEmpty());
            assertNotEquals(small.recogniser(), ours.recogniser());
            assertRefused(published, small, "the recogniser 87aacdfe5751 (the bundled fr_feature)");
            assertRefused(bundled, ours, "the model needs one of the recogniser 87aacdfe5751 (the bundled fr_feature)");
        }
    }

    private static void assertRefused(Arc2Face arc2face, Identity identity, String clause) {
        Sampling sampling = new Sampling(1, 1, 1, SamplerType.DPMPP_2M, 1, Noise.CPU, 128, 128);
        GenerationRequest request = new GenerationRequest(identity, "scene", sampling);
        Arc2FaceException e = assertThrows(Arc2FaceException.class, () -> arc2face.generate(request, Progress.NONE));
        assertTrue(e.getMessage().contains(clause), e.getMessage());
    }
}
