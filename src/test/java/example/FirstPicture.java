package example;

import ij.IJ;
import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Generation;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.image.PictureStack;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.request.GenerationRequest;
import java.util.List;

/** From a photo to a TIFF stack of four new pictures, in a program of your own. */
public final class FirstPicture {

    private FirstPicture() {}

    /** @param arguments path of the photo, path of the TIFF to write */
    public static void main(String[] arguments) {
        ImagePlus image = IJ.openImage(arguments[0]);
        Picture photo = Photo.of(image).picture();
        try (Arc2Face arc2face = new Arc2Face(ModelFolder.bundled(), Device.CPU)) {
            List<Face> faces = arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, Progress.NONE);
            if (faces.isEmpty()) {
                throw new IllegalArgumentException("There is no face on " + arguments[0] + ".");
            }
            Identity person = arc2face.identify(photo, faces.get(0), Progress.NONE);
            int size = arc2face.pictureSize(Progress.NONE);
            Sampling sampling = new Sampling(4, 25, 3, SamplerType.DPMPP_2M, 42, Noise.CPU, size, size);
            Generation made =
                    arc2face.generate(new GenerationRequest(person, image.getTitle(), sampling), Progress.NONE);
            List<String> labels = List.of("1", "2", "3", "4");
            ImagePlus stack = PictureStack.of(
                    "Faces", made.pictures(), labels, made.recipe().json());
            IJ.saveAsTiff(stack, arguments[1]);
        }
    }
}
