package io.github.arc2faceij.job;

import io.github.arc2faceij.common.Labels;
import io.github.arc2faceij.image.file.PictureEncoding;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Where the pictures go, and as what.
 *
 * @param folder of all files
 * @param form whether shards are archives
 * @param encoding of the pictures
 * @param quality of a JPEG, 0..1
 * @param shard how many pictures a shard has
 */
record Output(Path folder, Form form, PictureEncoding encoding, double quality, int shard) {

    private static final int MOST_IN_SHARD = 100_000;

    /** How a shard's pictures lie in the folder. */
    enum Form {
        /** An archive for each shard, as WebDataset reads them. */
        TAR("tar"),
        /** A folder for each person. */
        FOLDERS("folders");

        private final String label;

        Form(String label) {
            this.label = label;
        }
    }

    static Output read(JobKeys keys, Function<String, Path> paths) {
        keys.require(!keys.text("folder", "").isBlank(), "folder", "the path of a folder for the data set");
        Output output = new Output(
                paths.apply(keys.text("folder", "")),
                Labels.choose("form", Form.values(), form -> form.label, keys.text("form", Form.TAR.label)),
                PictureEncoding.of(keys.text("format", "png")),
                keys.number("quality", 0.95, 0, 1),
                (int) keys.whole("shard", 1000, 1, MOST_IN_SHARD));
        keys.end();
        return output;
    }

    /** The shards' pictures on disk. */
    ShardPictures shards() {
        return form == Form.TAR
                ? new TarPictures(folder, encoding.ending())
                : new FolderPictures(folder, encoding.ending());
    }
}
