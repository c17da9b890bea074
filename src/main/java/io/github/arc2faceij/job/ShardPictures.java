package io.github.arc2faceij.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The pictures of shards on disk. */
interface ShardPictures {

    /** Takes pictures one by one. */
    @FunctionalInterface
    interface EachPicture {

        /**
         * @param row what is known of it
         * @param bytes of its file
         * @throws IOException when it cannot be used
         */
        void accept(PictureRow row, byte[] bytes) throws IOException;
    }

    /** Makes a shard's pictures. */
    @FunctionalInterface
    interface Source {

        /**
         * @param pictures gets each of them
         * @throws IOException when one cannot be written
         */
        void giveTo(EachPicture pictures) throws IOException;
    }

    /**
     * @param shard from 0
     * @param person number of the person
     * @param picture number of the picture
     * @return where the picture is in the output folder
     */
    String file(int shard, int person, int picture);

    /** What a shard is called. */
    static String name(int shard) {
        return "shard-%06d".formatted(shard);
    }

    /**
     * Nothing of a picture is seen under its name before it is complete and on the disk.
     *
     * @param shard from 0
     * @param source of its pictures
     * @throws IOException when one cannot be written
     */
    void write(int shard, Source source) throws IOException;

    /**
     * @param shard from 0
     * @param rows of the pictures that it should have, in their order
     * @param pictures gets each of them
     * @throws IOException when one is missing or cannot be read; the message is a clause
     */
    void read(int shard, List<PictureRow> rows, EachPicture pictures) throws IOException;

    /**
     * @param shard from 0
     * @param rows of its pictures
     * @return the folders in the output folder in which a process that was killed may have left files of it
     */
    List<Path> folders(int shard, List<PictureRow> rows);
}
