package io.github.arc2faceij.imagej2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import io.github.arc2faceij.commands.DetectFaces;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import net.imagej.Dataset;
import net.imagej.DatasetService;
import net.imagej.ImgPlus;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.Unsigned12BitType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** Faces on images of ImageJ 1 and of ImageJ2. */
class DetectionIT {

    @AfterEach
    void closeAll() {
        ImageJ2.closeAll();
    }

    @Test
    void theRoiManagerGetsWhatIsDrawn() throws Exception {
        ImagePlus photo = ImageJ2.openPhoto();
        FieldDialog dialog = ImageJ2.choose("Detect Faces...");
        dialog.set("Add to ROI Manager", "true");
        dialog.press("OK");
        ImageJ2.await("table", () -> ResultsTable.getResultsTable("Faces") != null);
        assertEquals(1, ResultsTable.getResultsTable("Faces").size());
        assertEquals(6, photo.getOverlay().size());
        assertNotNull(RoiManager.getInstance());
        assertEquals(6, RoiManager.getInstance().getCount());
        assertEquals("face 1 jaw", RoiManager.getInstance().getRoi(1).getName());
    }

    static Stream<RealType<?>> types() {
        return Stream.of(
                new UnsignedByteType(),
                new ByteType(),
                new Unsigned12BitType(),
                new UnsignedShortType(),
                new ShortType(),
                new UnsignedIntType(),
                new IntType(),
                new LongType(),
                new FloatType(),
                new DoubleType());
    }

    @ParameterizedTest
    @MethodSource("types")
    <T extends RealType<T> & NativeType<T>> void imgPlusOfEveryType(T type) throws Exception {
        assertEquals(1, facesOn(new ImgPlus<>(photo(type), "photo")));
    }

    @ParameterizedTest
    @MethodSource("types")
    <T extends RealType<T> & NativeType<T>> void datasetsOfEveryType(T type) throws Exception {
        Dataset dataset = ImageJ2.service(DatasetService.class).create(new ImgPlus<>(photo(type), "photo"));
        assertEquals(1, facesOn(dataset));
    }

    /** As ImageJ2's own reader opens it: three channels. */
    @ParameterizedTest
    @ValueSource(strings = {"test-images/astronaut.png", "test-images/grace_hopper.jpg"})
    void datasetsFromFiles(String path) throws Exception {
        Dataset dataset =
                ImageJ2.service(io.scif.services.DatasetIOService.class).open(path);
        assertEquals(3, dataset.numDimensions());
        assertEquals(1, facesOn(dataset));
    }

    /** Half of the type's range for what is 0 to 255 on the photo. */
    private static <T extends RealType<T> & NativeType<T>> Img<T> photo(T type) {
        ImageJ2.service(CommandService.class);
        ij.process.ImageProcessor grey =
                ij.IJ.openImage("test-images/astronaut.png").getProcessor().convertToByteProcessor();
        Img<T> image = new ArrayImgFactory<>(type).create(grey.getWidth(), grey.getHeight());
        AtomicLong pixel = new AtomicLong();
        image.forEach(value -> value.setReal(grey.get((int) pixel.getAndIncrement()) / 2));
        return image;
    }

    private static int facesOn(Object image) throws Exception {
        Future<CommandModule> running =
                ImageJ2.service(CommandService.class).run(DetectFaces.class, true, "image", image);
        ImageJ2.dialog("Detect Faces...").press("OK"); // for what was not given
        CommandModule command = running.get();
        assertTrue(!command.isCanceled(), command.getCancelReason());
        return ((ResultsTable) command.getOutput("table")).size();
    }
}
