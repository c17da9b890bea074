package io.github.arc2faceij.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
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
import io.github.arc2faceij.request.GenerationRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.imagej.Dataset;
import net.imagej.DatasetService;
import net.imagej.ImgPlus;
import net.imagej.axis.Axes;
import net.imagej.axis.AxisType;
import net.imagej.ops.OpService;
import net.imagej.ops.special.function.BinaryFunctionOp;
import net.imagej.ops.special.function.Functions;
import net.imagej.ops.special.function.UnaryFunctionOp;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;

/** The Ops give what the facade gives. */
class FacesOpsTest {

    private static final AxisType[] AXES = {Axes.X, Axes.Y, Axes.CHANNEL};

    private final Context context = new Context(OpService.class, DatasetService.class);
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

    @Test
    void helpNamesThem() {
        for (String op : List.of("faces.detect", "faces.identify", "faces.generate")) {
            String help = ops.help(op);
            assertTrue(help.contains(op.replace("faces.", "").substring(0, 1).toUpperCase(Locale.ROOT)), help);
            assertTrue(help.contains("Op("), help);
        }
    }

    @Test
    void theyAreFoundByTheirTypes() {
        @SuppressWarnings("rawtypes") // a class has no type arguments
        UnaryFunctionOp<ImagePlus, List> detect = Functions.unary(ops, DetectFacesOp.class, List.class, image);
        Face face = (Face) detect.calculate(image).get(0);
        BinaryFunctionOp<ImagePlus, Face, Identity> identify =
                Functions.binary(ops, IdentifyFaceOp.class, Identity.class, image, face);
        assertEquals(arc2face.identify(photo, face, Progress.NONE), identify.calculate(image, face));
    }

    @Test
    void imagesOfImgLib2AreTaken() {
        List<Box> expected = boxes(arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE));
        Img<UnsignedByteType> channels = ArrayImgs.unsignedBytes(planes(), image.getWidth(), image.getHeight(), 3);
        assertEquals(expected, boxes((List<?>) ops.run("faces.detect", channels)));
        DatasetService datasets = context.service(DatasetService.class);
        Dataset dataset = datasets.create(new ImgPlus<>(channels, "photo", AXES));
        assertEquals(expected, boxes((List<?>) ops.run("faces.detect", dataset)));
        Face face = arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE)
                .get(0);
        assertEquals(arc2face.identify(photo, face, Progress.NONE), ops.run("faces.identify", dataset, face));
    }

    @ParameterizedTest
    @MethodSource("types")
    <T extends RealType<T> & NativeType<T>> void greyImagesOfEveryTypeAreTaken(T type) {
        byte[] grey = (byte[]) image.getProcessor().convertToByteProcessor().getPixels();
        Img<T> converted = new ArrayImgFactory<>(type).create(image.getWidth(), image.getHeight());
        int[] pixel = new int[1];
        converted.forEach(value -> value.setReal((grey[pixel[0]++] & 0xff) / 2));
        assertEquals(1, ((List<?>) ops.run("faces.detect", converted)).size());
    }

    static Stream<RealType<?>> types() {
        return Stream.of(
                new UnsignedByteType(),
                new ByteType(),
                new UnsignedShortType(),
                new ShortType(),
                new UnsignedIntType(),
                new IntType(),
                new FloatType(),
                new DoubleType());
    }

    /** Red, green and blue, one after the other. */
    private byte[] planes() {
        int[] rgb = (int[]) image.getProcessor().convertToRGB().getPixels();
        byte[] planes = new byte[3 * rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            for (int channel = 0; channel < 3; channel++) {
                planes[channel * rgb.length + i] = (byte) (rgb[i] >> (16 - 8 * channel));
            }
        }
        return planes;
    }

    private static List<Box> boxes(List<?> faces) {
        return faces.stream().map(face -> ((Face) face).box()).toList();
    }
}
