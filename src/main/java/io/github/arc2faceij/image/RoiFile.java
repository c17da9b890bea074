package io.github.arc2faceij.image;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** ROIs as ImageJ saves them, read without a ROI Manager, which needs a display. */
public final class RoiFile {

    private static final String ROI = ".roi";
    private static final String ZIP = ".zip";

    /** A freehand outline of 16,000 points takes 64 KB. */
    private static final int LARGEST = 1 << 22;

    private static final int MOST = 1000;

    private RoiFile() {}

    /**
     * @param path of any file
     * @return whether its name is that of a file with ROIs
     */
    public static boolean isNamed(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(ROI) || name.endsWith(ZIP);
    }

    /**
     * @param file one ROI (.roi), or several in a .zip
     * @return its ROIs, in order
     * @throws Arc2FaceException when it cannot be read or holds none
     */
    public static List<Roi> read(Path file) {
        List<Roi> rois = new ArrayList<>();
        try (InputStream stream = Files.newInputStream(file)) {
            if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ROI)) {
                rois.add(decode(file, stream));
            } else {
                ZipInputStream zip = new ZipInputStream(stream);
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    if (entry.getName().endsWith(ROI) && rois.size() < MOST) {
                        rois.add(decode(file, zip));
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) { // the latter for names that are no UTF-8
            throw new Arc2FaceException(
                    "The ROIs of \"" + file + "\" cannot be read (" + e.getMessage() + "). Save them again.", e);
        }
        if (rois.isEmpty()) {
            throw new Arc2FaceException(
                    "\"" + file + "\" holds no ROIs. Give a .roi file, or a .zip file that the ROI Manager saved.");
        }
        return rois;
    }

    /** The decoder trusts what it reads, and fails in many ways where that is wrong. */
    private static Roi decode(Path file, InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(LARGEST);
        try {
            Roi roi = new RoiDecoder(bytes, file.getFileName().toString()).getRoi();
            if (roi != null) {
                return roi;
            }
        } catch (RuntimeException e) {
            throw damaged(file, e);
        }
        throw damaged(file, null);
    }

    private static Arc2FaceException damaged(Path file, Exception cause) {
        return new Arc2FaceException("A ROI of \"" + file + "\" is damaged. Save the ROIs again.", cause);
    }
}
