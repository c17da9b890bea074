package io.github.arc2faceij.commands;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.io.FileSaver;
import ij.macro.Interpreter;
import ij.plugin.MontageMaker;
import ij.process.ImageProcessor;
import java.nio.file.Path;

/**
 * Makes the pictures of the page on poses: landmarks, the head's normal map over the photo, pictures in that pose,
 * and a turning head.
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *     -Dexec.args="-Djava.awt.headless=true -cp %classpath io.github.arc2faceij.commands.PosePictures src/site/images"
 * }</pre>
 */
public final class PosePictures {

    private static final int SIDE = 320;
    private static final int FRAMES = 5;

    private final CommandRunner runner;
    private final Path folder;
    private final ImagePlus photo;

    private PosePictures(CommandRunner runner, Path folder) {
        this.runner = runner;
        this.folder = folder;
        ImageProcessor head = CommandRunner.astronaut().getProcessor();
        head.setRoi(120, 10, 208, 208);
        head.setInterpolationMethod(ImageProcessor.BICUBIC);
        photo = new ImagePlus("astronaut", head.crop().resize(SIDE, SIDE));
    }

    /** @param arguments the folder for the pictures */
    public static void main(String[] arguments) {
        Interpreter.batchMode = true;
        try (CommandRunner runner = new CommandRunner()) {
            PosePictures pictures = new PosePictures(runner, Path.of(arguments[0]));
            pictures.landmarksAndMap();
            pictures.inPose();
            pictures.turning();
        }
    }

    private void landmarksAndMap() {
        runner.succeed(DetectFaces.class, "image", photo);
        save("pose-landmarks", photo.flatten());
        Overlay landmarks = photo.getOverlay().duplicate();
        runner.succeed(ShowPoseNormalMap.class, "image", photo, "pose", "Landmark overlay");
        photo.setOverlay(new Overlay(photo.getOverlay().get(0)));
        save("pose-normal-map", photo.flatten());
        photo.setOverlay(landmarks);
    }

    private void inPose() {
        Object[] inputs = {"image", photo, "count", 4, "pose", "Landmark overlay"};
        save("pose-result", montage((ImagePlus)
                runner.succeed(GenerateFacesInPose.class, inputs).getOutput("pictures")));
    }

    private void turning() {
        Object[] inputs = {"image", photo, "count", 1, "pose", "Angles", "yaw", 45.0, "frames", FRAMES};
        save("pose-turning", montage((ImagePlus)
                runner.succeed(GenerateFacesInPose.class, inputs).getOutput("pictures")));
    }

    private static ImagePlus montage(ImagePlus stack) {
        int columns = stack.getStackSize();
        return new MontageMaker().makeMontage2(stack, columns, 1, 1, 1, columns, 1, 0, false);
    }

    private void save(String name, ImagePlus image) {
        String file = folder.resolve(name + ".png").toString();
        if (!new FileSaver(image).saveAsPng(file)) {
            throw new IllegalStateException("cannot write " + file);
        }
    }
}
