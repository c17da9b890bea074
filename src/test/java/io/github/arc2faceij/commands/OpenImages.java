package io.github.arc2faceij.commands;

import ij.ImagePlus;
import ij.macro.Interpreter;

/** Images that commands find by their titles, without windows: as in a macro's batch mode. */
public final class OpenImages implements AutoCloseable {

    public OpenImages() {
        Interpreter.batchMode = true;
    }

    /** @return the image, now open */
    public ImagePlus open(String title, ImagePlus image) {
        image.setTitle(title);
        Interpreter.addBatchModeImage(image);
        return image;
    }

    @Override
    public void close() {
        int[] ids = Interpreter.getBatchModeImageIDs();
        for (int id : ids) {
            Interpreter.removeBatchModeImage(Interpreter.getBatchModeImage(id));
        }
        Interpreter.batchMode = false;
    }
}
