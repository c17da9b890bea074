package io.github.arc2faceij.diffusion.prompt;

import java.nio.charset.StandardCharsets;

/**
 * The letters that byte-level BPE spells the 256 bytes with (Radford et al. 2019, GPT-2): a byte that prints in
 * Latin-1 is itself, the others are, in order, the characters from U+0100 on.
 */
final class ByteAlphabet {

    private static final char FIRST_SUBSTITUTE = 0x100;
    private static final char[] LETTERS = letters();

    private ByteAlphabet() {}

    /**
     * @param text any
     * @return one letter per byte of the text in UTF-8
     */
    static String spell(String text) {
        StringBuilder spelled = new StringBuilder();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            spelled.append(LETTERS[value & 0xff]);
        }
        return spelled.toString();
    }

    private static char[] letters() {
        char[] letters = new char[256];
        char substitute = FIRST_SUBSTITUTE;
        for (char value = 0; value < letters.length; value++) {
            letters[value] = prints(value) ? value : substitute++;
        }
        return letters;
    }

    private static boolean prints(char value) {
        return value >= '!' && value <= '~' || value >= 0xa1 && value <= 0xac || value >= 0xae;
    }
}
