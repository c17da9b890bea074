package io.github.arc2faceij.job;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.image.file.PictureEncoding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Files that are a function of their numbers, as pictures are, but made at once; every seventh is rejected.
 *
 * @param pictures where they go
 */
record FakePictures(ShardPictures pictures) implements ShardMaker.Pictures {

    static final int COUNT = 18;
    static final int EACH = 4;
    static final int PER_PERSON = 5;

    /** @return what makes five shards of them, the last one smaller, in a folder that exists */
    static ShardMaker maker(Path folder, Output.Form form) {
        Output output = new Output(folder, form, PictureEncoding.PNG, 1, EACH);
        ShardPictures pictures = output.shards();
        return new ShardMaker(new JobFolder(folder, pictures), new Shards(COUNT, EACH), new FakePictures(pictures));
    }

    /** @return what became of all shards */
    static List<ShardOutcome> makeAll(ShardMaker maker) {
        return IntStream.range(0, maker.shards().number())
                .mapToObj(shard -> maker.make(shard, Progress.NONE))
                .toList();
    }

    @Override
    public ShardMaker.Made make(int picture, Progress progress) {
        Random random = new Random(picture);
        byte[] bytes = new byte[1000 + random.nextInt(1000)];
        random.nextBytes(bytes);
        float[] embedding = new float[Identity.LENGTH];
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = (float) random.nextGaussian();
        }
        boolean accepted = picture % 7 != 3;
        int person = picture / PER_PERSON;
        PictureRow row = new PictureRow(
                picture,
                person,
                "a \"person\", or so",
                1,
                picture,
                12.5,
                -0.5,
                0.0,
                "0.1 0.2",
                "",
                "a \"prompt\", or so",
                1,
                0.25,
                3.0,
                null,
                accepted,
                accepted ? "" : "no face",
                accepted ? pictures.file(picture / EACH, person, picture) : "",
                Sha256.of(bytes),
                "CPU");
        return new ShardMaker.Made(row, bytes, Optional.of(Identity.ofEmbedding(embedding, "ab".repeat(32))));
    }
}
