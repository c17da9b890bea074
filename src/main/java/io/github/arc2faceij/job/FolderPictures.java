package io.github.arc2faceij.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder for each person.
 *
 * @param folder of the data set
 * @param ending of the pictures
 */
record FolderPictures(Path folder, String ending) implements ShardPictures {

    @Override
    public String file(int shard, int person, int picture) {
        return "pictures/%06d/%09d.".formatted(person, picture) + ending;
    }

    @Override
    public void write(int shard, Source source) throws IOException {
        source.giveTo((row, bytes) -> {
            if (!Files.isDirectory(folder)) { // such as a share that is gone: its place is not to be filled
                throw new NoSuchFileException(folder.toString());
            }
            Path file = folder.resolve(row.file());
            Files.createDirectories(file.getParent());
            FlushedFile.write(file, out -> out.write(bytes));
        });
    }

    @Override
    public void read(int shard, List<PictureRow> rows, EachPicture pictures) throws IOException {
        for (PictureRow row : rows) {
            Path file = folder.resolve(row.file());
            if (!Files.isRegularFile(file)) {
                throw new IOException("it lacks \"" + row.file() + "\"");
            }
            pictures.accept(row, Files.readAllBytes(file));
        }
    }

    @Override
    public List<Path> folders(int shard, List<PictureRow> rows) {
        return rows.stream()
                .map(row -> folder.resolve(row.file()).getParent())
                .distinct()
                .toList();
    }
}
