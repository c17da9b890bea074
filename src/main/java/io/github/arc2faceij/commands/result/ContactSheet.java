package io.github.arc2faceij.commands.result;

import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.MontageMaker;
import ij.process.ImageProcessor;

/** All pictures of a set on one, small and with their names. */
final class ContactSheet {

    private static final double WIDTH = 160;
    private static final int MOST_COLUMNS = 20;
    private static final int FONT_SIZE = 11;

    private ImageStack pictures;

    /**
     * @param picture one more, of the size of the others
     * @param name written on it
     */
    void add(ImageProcessor picture, String name) {
        if (pictures == null) {
            pictures = new ImageStack(picture.getWidth(), picture.getHeight());
        }
        pictures.addSlice(name, picture);
    }

    /**
     * @param frames of a sequence, which get a row; with 1, the sheet is roughly a square
     * @return the sheet, shown nowhere
     */
    ImagePlus image(int frames) {
        int count = pictures.getSize();
        int columns = Math.min(MOST_COLUMNS, frames > 1 ? frames : (int) Math.ceil(Math.sqrt(count)));
        int rows = (count + columns - 1) / columns;
        MontageMaker maker = new MontageMaker();
        maker.setFontSize(FONT_SIZE);
        return maker.makeMontage2(
                new ImagePlus("", pictures), columns, rows, WIDTH / pictures.getWidth(), 1, count, 1, 2, true);
    }
}
