package io.github.arc2faceij.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.GenerationRequest;
import io.github.arc2faceij.Settings;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.Box;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.image.Photo;
import java.util.List;
import net.imagej.ops.OpService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;

/** The Ops give what the facade gives. */
class FacesOpsTest {

    private final Context context = new Context(OpService.class);
    private final OpService ops = context.service(OpService.class);
    private final ImagePlus image = IJ.openImage("test-images/astronaut.png");
    private final Picture photo = Photo.of(image).picture();
    private final Arc2Face arc2face = Arc2Face.shared(Settings.DEFAULT);

    @AfterEach
    void dispose() {
        context.dispose();
        Arc2Face.releaseShared();
    }

    @Test
    void detect() {
        List<Face> expected = arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
        assertEquals(boxes(expected), boxes((List<?>) ops.run("faces.detect", image)));
        assertEquals(List.of(), ops.run("faces.detect", image, 1.0));
    }

    @Test
    void identify() {
        Face face = arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE)
                .get(0);
        Identity expected = arc2face.identify(photo, face, Progress.NONE);
        Identity identity = (Identity) ops.run("faces.identify", image, face);
        assertEquals(expected, identity);
    }

    @Test
    void generate() {
        Face face = arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE)
                .get(0);
        Identity identity = arc2face.identify(photo, face, Progress.NONE);
        Sampling sampling = new Sampling(2, 3, 1.5, SamplerType.DPMPP_2M, 7, Noise.CPU, 128, 128);
        List<Picture> expected = arc2face.generate(new GenerationRequest(identity, "a test", sampling), Progress.NONE)
                .pictures();
        ImagePlus stack = (ImagePlus) ops.run("faces.generate", identity, 2, 3, 1.5, 7L);
        assertEquals(2, stack.getStackSize());
        for (int i = 0; i < 2; i++) {
            stack.setSlice(i + 1);
            assertArrayEquals(expected.get(i).rgb(), Photo.of(stack).picture().rgb());
        }
    }

    private static List<Box> boxes(List<?> faces) {
        return faces.stream().map(face -> ((Face) face).box()).toList();
    }
}
