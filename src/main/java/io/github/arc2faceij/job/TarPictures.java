package io.github.arc2faceij.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An archive for each shard, in which three files that differ in their endings belong to a picture: the picture, the number
 * of the person (.cls) and what is known of it (.json).
 *
 * @param folder of the data set
 * @param ending of the pictures
 */
record TarPictures(Path folder, String ending) implements ShardPictures {

    @Override
    public String file(int shard, int person, int picture) {
        return ShardPictures.name(shard) + ".tar/" + "%09d.".formatted(picture) + ending;
    }

    @Override
    public void write(int shard, Source source) throws IOException {
        FlushedFile.write(archive(shard), out -> {
            source.giveTo((row, bytes) -> {
                for (Map.Entry<String, byte[]> known : known(row).entrySet()) {
                    Tar.add(out, known.getKey(), known.getValue());
                }
                Tar.add(out, key(row) + ending, bytes);
            });
            Tar.end(out);
        });
    }

    @Override
    public void read(int shard, List<PictureRow> rows, EachPicture pictures) throws IOException {
        Map<String, PictureRow> missing = new HashMap<>();
        Map<String, byte[]> known = new HashMap<>();
        for (PictureRow row : rows) {
            missing.put(key(row) + ending, row);
            known.putAll(known(row));
        }
        Tar.read(archive(shard), (name, bytes) -> {
            PictureRow row = missing.remove(name);
            byte[] wanted = known.remove(name);
            if (wanted != null && !Arrays.equals(wanted, bytes)) {
                throw new IOException("\"" + name + "\" in it is not what it was");
            }
            if (row != null) {
                pictures.accept(row, bytes);
            }
        });
        if (!missing.isEmpty() || !known.isEmpty()) {
            throw new IOException("it lacks files of " + Math.max(missing.size(), known.size() / 2) + " pictures");
        }
    }

    private static String key(PictureRow row) {
        return "%09d.".formatted(row.picture());
    }

    /** What stands beside the picture, in the order of the archive. */
    private static Map<String, byte[]> known(PictureRow row) {
        Map<String, byte[]> known = new TreeMap<>();
        known.put(key(row) + "cls", Integer.toString(row.person()).getBytes(StandardCharsets.US_ASCII));
        known.put(key(row) + "json", row.json().getBytes(StandardCharsets.UTF_8));
        return known;
    }

    @Override
    public List<Path> folders(int shard, List<PictureRow> rows) {
        return List.of();
    }

    private Path archive(int shard) {
        return folder.resolve(ShardPictures.name(shard) + ".tar");
    }
}
