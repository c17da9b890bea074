package io.github.arc2faceij.diffusion.noise;

/** Philox 4x32-10, the counter-based generator of Salmon et al. 2011 (doi:10.1145/2063384.2063405). */
final class Philox {

    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xd2511f53L;
    private static final long MULTIPLIER_1 = 0xcd9e8d57L;
    private static final int WEYL_0 = 0x9e3779b9;
    private static final int WEYL_1 = 0xbb67ae85;

    private Philox() {}

    /**
     * @param key 2 words
     * @param counter 4 words, lowest first; overwritten
     * @return the counter's 4 random words, in {@code counter}
     */
    static int[] bits(int[] key, int[] counter) {
        int key0 = key[0];
        int key1 = key[1];
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * Integer.toUnsignedLong(counter[0]);
            long product1 = MULTIPLIER_1 * Integer.toUnsignedLong(counter[2]);
            counter[0] = (int) (product1 >>> 32) ^ counter[1] ^ key0;
            counter[1] = (int) product1;
            counter[2] = (int) (product0 >>> 32) ^ counter[3] ^ key1;
            counter[3] = (int) product0;
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        return counter;
    }
}
