package io.github.arc2faceij.ij1;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.List;

/** The images that plain ImageJ has open: in windows, or in a macro's batch mode. */
final class Images {

    private Images() {}

    /** @return the active image, or null when there is none */
    static ImagePlus current() {
        return WindowManager.getCurrentImage();
    }

    /**
     * @param titleOrId a title, or an image ID as getImageID() gives it (below 0)
     * @return the open image, or null when there is none
     */
    static ImagePlus find(String titleOrId) {
        ImagePlus image = WindowManager.getImage(titleOrId);
        return image == null && titleOrId.matches("-\\d{1,9}")
                ? WindowManager.getImage(Integer.parseInt(titleOrId))
                : image;
    }

    /** @return the titles of all open images */
    static List<String> titles() {
        return List.of(WindowManager.getImageTitles());
    }
}
