package io.github.arc2faceij.commands;

import ij.ImagePlus;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.file.PictureFiles;
import io.github.arc2faceij.image.file.PictureFormat;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Saves generated pictures so that every file says that it is synthetic and how it was made. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Save Faces...",
        description = "Save generated pictures with their recipe. An IPTC note tells other programs that"
                + " they are synthetic.",
        headless = true)
public class SaveFaces extends CancellableCommand {

    @Parameter(label = "Image", description = "Pictures that Arc2Face made.", required = false, persist = false)
    private ImagePlus image;

    @Parameter(
            label = "Folder",
            description = "Full path of the folder for the files. The folder must exist. The files get the"
                    + " title of the image.",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false)
    private String folder = "";

    @Parameter(
            label = "Format",
            description = "PNG is for other programs. TIFF is for further work in ImageJ.",
            choices = {"PNG, one file per slice", "TIFF, one file for the stack"},
            persist = false)
    private String format = PictureFormat.PNG.label();

    @Parameter(
            label = "Replace files",
            description = "Whether files with the same names may be replaced. Otherwise nothing is written.",
            persist = false)
    private boolean overwrite;

    @Override
    protected void perform(Progress progress) {
        PictureFormat chosen = PictureFormat.of(format);
        PictureFiles.of(image).save(SavePath.existingFolder(folder), chosen, overwrite, progress);
    }
}
