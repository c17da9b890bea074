package io.github.arc2faceij.image.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.xmp.XmpDirectory;
import io.github.arc2faceij.common.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes of single pictures, read by other libraries. */
class PictureEncodingTest {

    private static final Provenance PROVENANCE = new Provenance("{\"seed\": 42}", "seed 42, synthetic");

    @ParameterizedTest
    @EnumSource
    void pixelsAndProvenanceAreReadBack(PictureEncoding encoding) throws Exception {
        Picture picture = Picture.black(40, 24);
        for (int i = 0; i < picture.rgb().length; i++) {
            picture.rgb()[i] = (byte) (i % 3 == 0 ? 200 : 40 + i / 3 % 40);
        }
        byte[] bytes = encoding.bytes(picture, 0.95, PROVENANCE, "a program");
        assertArrayEquals(bytes, encoding.bytes(picture, 0.95, PROVENANCE, "a program"));

        BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(bytes));
        for (int i = 0; i < 40 * 24; i++) {
            int color = pixels.getRGB(i % 40, i / 40);
            for (int channel = 0; channel < 3; channel++) {
                int found = color >> 16 - 8 * channel & 0xff;
                int off = Math.abs(found - (picture.rgb()[3 * i + channel] & 0xff));
                assertTrue(off <= (encoding == PictureEncoding.PNG ? 0 : 12), off + " at " + i);
            }
        }
        Metadata metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes));
        XmpDirectory xmp = metadata.getFirstDirectoryOfType(XmpDirectory.class);
        assertEquals(Optional.of(PROVENANCE), Provenance.of(xmp.getXMPMeta()));
        assertTrue(xmp.getXmpProperties().toString().contains("trainedAlgorithmicMedia"));
    }
}
