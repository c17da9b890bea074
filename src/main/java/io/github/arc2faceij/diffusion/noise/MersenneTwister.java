package io.github.arc2faceij.diffusion.noise;

/**
 * MT19937 (Matsumoto and Nishimura 1998, doi:10.1145/272991.272995) seeded by one 32-bit number, which is the engine of
 * torch's CPU generator ({@code at::mt19937}).
 */
final class MersenneTwister {

    private static final int SIZE = 624;
    private static final int SHIFT = 397;
    private static final int INITIALISER = 1812433253;
    private static final int TWIST = 0x9908b0df;
    private static final int UPPER_BIT = 0x80000000;
    private static final int LOWER_BITS = 0x7fffffff;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    /** @param seed any */
    MersenneTwister(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = INITIALISER * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** @return the next 32 random bits */
    int nextInt() {
        if (next == SIZE) {
            twist();
        }
        int bits = state[next++];
        bits ^= bits >>> 11;
        bits ^= (bits << 7) & 0x9d2c5680;
        bits ^= (bits << 15) & 0xefc60000;
        return bits ^ (bits >>> 18);
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int bits = (state[i] & UPPER_BIT) | (state[(i + 1) % SIZE] & LOWER_BITS);
            state[i] = state[(i + SHIFT) % SIZE] ^ (bits >>> 1) ^ ((bits & 1) == 0 ? 0 : TWIST);
        }
        next = 0;
    }
}
