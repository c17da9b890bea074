package io.github.arc2faceij.commands;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.request.GenerationRequest;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Plugin;

/** Makes new pictures of the person on a photo: one RGB stack per face. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Generate Faces...",
        description = "Make new pictures of the person on the current slice. They open as an image stack.",
        headless = true,
        attrs = @Attr(name = "image", value = "optional"))
public class GenerateFaces extends AdaptedCommand {

    @Override
    protected List<GenerationRequest> frames(Arc2Face arc2face, GenerationRequest plain, Progress progress) {
        return List.of(plain);
    }
}
