package io.github.arc2faceij.commands;

import ij.IJ;
import io.github.arc2faceij.common.Arc2FaceException;
import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Puts what to cite into the clipboard as BibTeX; without a display, writes it to the Log. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Copy Citations",
        description = "Copy the publications to cite into the clipboard, as BibTeX.",
        headless = true)
public class CopyCitations extends ContextCommand {

    @Parameter
    private LogService log;

    @Override
    public void run() {
        Failures.guard(this, context(), log, () -> copy(BundledText.read("citations.bib")));
    }

    private static void copy(String bibtex) {
        if (GraphicsEnvironment.isHeadless()) {
            IJ.log(bibtex);
            return;
        }
        try {
            Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(bibtex), null);
            IJ.showStatus("The citations are in the clipboard, as BibTeX.");
        } catch (IllegalStateException e) {
            throw new Arc2FaceException("Another program is using the clipboard. Try again.", e);
        }
    }
}
