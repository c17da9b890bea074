package io.github.arc2faceij.job;

/**
 * How a job's pictures are cut into shards.
 *
 * @param pictures how many there are in all
 * @param each how many a shard has; the last one may have fewer
 */
record Shards(int pictures, int each) {

    int number() {
        return (int) (((long) pictures + each - 1) / each);
    }

    /** The number of the shard's first picture. */
    int first(int shard) {
        return shard * each;
    }

    int size(int shard) {
        return Math.min(each, pictures - first(shard));
    }
}
