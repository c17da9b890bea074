package io.github.arc2faceij.commands;

import ij.measure.ResultsTable;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.BundleChoice;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.commands.result.ModelTable;
import io.github.arc2faceij.common.Labels;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.library.LibraryFolder;
import io.github.arc2faceij.models.download.ProxyServer;
import io.github.arc2faceij.models.download.RetrySettings;
import io.github.arc2faceij.models.install.Bundle;
import io.github.arc2faceij.models.install.ImportMode;
import io.github.arc2faceij.models.install.InstallOptions;
import io.github.arc2faceij.models.install.Installer;
import io.github.arc2faceij.models.install.Mirrors;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/**
 * Fetches the published models, or takes them from a folder or a zip; takes the libraries of devices from wheels; table
 * "Models".
 */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Install Models...",
        description = "Download the published models, or take them from a folder or a zip. Nothing is"
                + " downloaded before you press OK.",
        attrs = @Attr(name = "help", value = "models"),
        headless = true)
public class InstallModels extends CancellableCommand {

    private static final String TABLE = "Models";

    @Parameter(
            label = "Models",
            description = "What to install: all of Arc2Face (Arc2Face, Stable Diffusion 1.5, Face analysis and"
                    + " Pose ControlNet, several GB), or one bundle.",
            choices = {
                BundleChoice.WHOLE,
                "Arc2Face",
                "Stable Diffusion 1.5",
                "Face analysis",
                "Pose ControlNet",
                "LCM-LoRA",
                "Expression Adapter",
                "Reference Adapter",
                "IP-Adapter image encoder",
                "IP-Adapter",
                "IP-Adapter FaceID",
                "FaceID recogniser",
                "Stable Diffusion 1.5 with texts",
                BundleChoice.EVERYTHING
            },
            persist = false)
    private String bundle = BundleChoice.WHOLE;

    @Parameter(
            label = "Model folder",
            description = "Full path of the folder to fill. Leave it empty for .arc2face/models/arc2face in"
                    + " your home folder.",
            required = false,
            style = FileWidget.DIRECTORY_STYLE,
            persist = false)
    private String folder = "";

    @Parameter(
            label = "I have read and accept the licences",
            description = "Arc2Face, Pose ControlNet, Expression and Reference Adapter: MIT,"
                    + " https://huggingface.co/FoivosPar/Arc2Face. Stable Diffusion 1.5: CreativeML Open RAIL-M,"
                    + " https://huggingface.co/spaces/CompVis/stable-diffusion-license. Face analysis and FaceID"
                    + " recogniser: InsightFace model"
                    + " licence, non-commercial research only,"
                    + " https://github.com/deepinsight/insightface/tree/master/python-package#license. LCM-LoRA: CreativeML"
                    + " Open RAIL++-M, https://huggingface.co/latent-consistency/lcm-lora-sdv1-5. IP-Adapter and its image"
                    + " encoder: Apache 2.0, https://huggingface.co/h94/IP-Adapter. IP-Adapter FaceID: Non-commercial"
                    + " research, https://huggingface.co/h94/IP-Adapter-FaceID."
                    + " The plugin remembers what you accepted, with the date.",
            persist = false)
    private boolean accept = false;

    @Parameter(
            label = "Import from",
            description = "Full path of a folder or a zip with the models, such as the models folder of the"
                    + " Python project. The command takes all models that it knows and downloads nothing."
                    + " It may also be a wheel with the library of WebGPU or OpenVINO, or a folder with such wheels."
                    + " Leave it empty to download.",
            required = false,
            persist = false)
    private String source = "";

    @Parameter(
            label = "Imported files",
            description = "Copy the files, or use them in place. In place means no second copy, but both"
                    + " folders must be on one disk.",
            choices = {"Copy the files", "Use them in place"},
            persist = false)
    private String mode = ImportMode.COPY.toString();

    @Parameter(
            label = "Mirror",
            description = "Address of a server to use instead of huggingface.co and github.com. Write"
                    + " huggingface=https://..., github=https://... to give one for each. Leave it empty"
                    + " for none.",
            required = false,
            persist = false)
    private String mirror = "";

    @Parameter(
            label = "Proxy",
            description = "Host and port of a proxy, such as proxy.example.org:3128. Leave it empty for the"
                    + " settings of the system.",
            required = false,
            persist = false)
    private String proxy = "";

    @Parameter(label = TABLE, type = ItemIO.OUTPUT)
    private ResultsTable table;

    @Override
    protected void perform(Progress progress) {
        Installer installer =
                new Installer(typed(folder).map(SavePath::fullFolder).orElseGet(Installer::defaultFolder));
        Optional<Path> from = typed(source).map(SavePath::fullFolder);
        Arc2Face.releaseShared(); // Windows replaces no file that a network has open
        if (from.isPresent()) {
            importFrom(from.get(), installer, progress);
        } else {
            download(installer, progress);
        }
        ResultsTable models =
                ModelTable.of(installer.status(), LibraryFolder.ofUser().states(progress));
        models.show(TABLE);
        table = models;
    }

    private void download(Installer installer, Progress progress) {
        List<Bundle> bundles = BundleChoice.of(bundle, installer);
        InstallOptions options = new InstallOptions(
                Mirrors.parse(typed(mirror).orElse("")), typed(proxy).map(ProxyServer::parse), RetrySettings.DEFAULT);
        rememberAcceptance(installer, bundles);
        installer.install(bundles, options, progress);
    }

    private void importFrom(Path path, Installer installer, Progress progress) {
        ImportMode importMode = importMode();
        if (LibraryFolder.holdsWheels(path)) {
            LibraryFolder.ofUser().install(path, progress);
            if (!installer.holdsModels(path, progress)) {
                return;
            }
        }
        rememberAcceptance(installer, installer.recognise(path, progress));
        installer.importFrom(path, importMode, progress);
    }

    /** The date of an earlier acceptance stays. */
    private void rememberAcceptance(Installer installer, List<Bundle> bundles) {
        if (accept) {
            bundles.stream().filter(it -> installer.accepted(it).isEmpty()).forEach(installer::accept);
        }
    }

    private ImportMode importMode() {
        return Labels.choose("way to import", ImportMode.values(), ImportMode::toString, mode);
    }

    private static Optional<String> typed(String text) {
        return Optional.ofNullable(text).map(String::strip).filter(it -> !it.isEmpty());
    }
}
