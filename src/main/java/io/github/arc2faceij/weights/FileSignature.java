package io.github.arc2faceij.weights;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies where a file of a model belongs and is something else, known by its first bytes: git's pointers, pages that a
 * server sent instead, archives, and formats of other programs.
 */
public final class FileSignature {

    private static final int HEAD = 4096;
    private static final int SHOWN = 80;
    private static final String AGAIN = "Get the file again.";
    private static final String UNPACK = "Unpack it, and use the file inside it instead.";
    private static final String DIFFUSERS = "Get the model in the form that diffusers saves.";

    /** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
    private static final Pattern POINTER = Pattern.compile(
            "version https://git-lfs\\.github\\.com/spec/.*?(?:\\Rsize (\\d{1,18})\\R.*)?", Pattern.DOTALL);

    /** Perhaps after a mark of UTF-8. */
    private static final Pattern PAGE = Pattern.compile(
            "(?:\u00ef\u00bb\u00bf)?\\s*<(?:!doctype html|html|head|\\?xml|!--)", Pattern.CASE_INSENSITIVE);

    private static final Pattern TITLE =
            Pattern.compile("<title[^>]*>(.*?)</title>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** By the bytes that files of these kinds begin with, one character a byte; the first that fits counts. */
    private static final Map<String, String> KINDS = kinds();

    private FileSignature() {}

    /**
     * @param file of a model, whatever its form
     * @throws Arc2FaceException when it is empty, or of a kind that is no part of a model, which is named
     */
    public static void refuse(Path file) {
        kind(file).ifPresent(kind -> {
            throw refusal(file, kind);
        });
    }

    /**
     * @param file of a model, whatever its form
     * @return when it is empty, or of a kind that is no part of a model, the rest of a sentence that begins with its name
     * @throws Arc2FaceException when it cannot be read
     */
    public static Optional<String> kind(Path file) {
        String head = head(file);
        if (head.isEmpty()) {
            return Optional.of("is empty. " + AGAIN);
        }
        if (isSafetensors(head)) { // the length of its header may look like anything
            return Optional.empty();
        }
        if (head.chars().allMatch(c -> c == 0)) {
            return Optional.of("begins only with zeros, like a download that broke off. " + AGAIN);
        }
        Matcher pointer = POINTER.matcher(head);
        if (pointer.matches()) {
            String size = pointer.group(1) == null ? "" : " of " + pointer.group(1) + " bytes";
            return Optional.of("is a pointer of Git LFS to a file" + size + " that was not fetched."
                    + " Run \"git lfs pull\" where it was cloned, or get the file itself.");
        }
        if (PAGE.matcher(head).lookingAt()) {
            return Optional.of("is a web page" + title(head)
                    + ": a log-in page or an error page was saved instead of the file. Get the file again."
                    + " Sign in if the web site asks for it.");
        }
        return KINDS.entrySet().stream()
                .filter(kind -> head.startsWith(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * @param file of numbers, not of text
     * @throws Arc2FaceException when it is a text, such as a server's error message, which is quoted
     */
    public static void refuseText(Path file) {
        String text = utf8(head(file)).replaceFirst("\ufffd+$", ""); // half a character at the end of the head
        if (text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c) || c == '\ufffd')) {
            throw refusal(file, "is a text that begins with \"" + shown(text) + "\". " + AGAIN);
        }
    }

    private static boolean isSafetensors(String head) {
        return head.startsWith("\0\0\0\0{", 4);
    }

    private static Arc2FaceException refusal(Path file, String what) {
        return new Arc2FaceException("The file \"" + file + "\" " + what);
    }

    /** @return one character for each of the first bytes */
    private static String head(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new Arc2FaceException("The file \"" + file + "\" does not exist. Install the model again.", e);
        } catch (IOException e) {
            throw new Arc2FaceException("The file \"" + file + "\" cannot be read: " + e + ".", e);
        }
    }

    private static String title(String page) {
        Matcher title = TITLE.matcher(page);
        String text = title.find() ? utf8(title.group(1)) : "";
        return text.isBlank() ? "" : " with the title \"" + shown(text) + "\"";
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String shown(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        // Torch's MAGIC_NUMBER (torch.serialization) as a pickle of protocol 2.
        kinds.put(
                "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019",
                "is in the form that torch wrote before version 1.6. Save it again with a newer torch:"
                        + " torch.save(torch.load(FILE, map_location=\"cpu\"), FILE).");
        for (char protocol = 2; protocol <= 5; protocol++) {
            kinds.put("\u0080" + protocol, "is a pickle of Python that torch did not write. " + DIFFUSERS);
        }
        kinds.put("\u001f\u008b", "is compressed by gzip. " + UNPACK);
        kinds.put("BZh", "is compressed by bzip2. " + UNPACK);
        kinds.put("\u00fd7zXZ", "is compressed by xz. " + UNPACK);
        kinds.put("(\u00b5/\u00fd", "is compressed by zstd. " + UNPACK);
        kinds.put("7z\u00bc\u00af", "is a 7z archive. " + UNPACK);
        kinds.put("Rar!", "is a RAR archive. " + UNPACK);
        kinds.put("GGUF", "is in the form of GGUF. " + DIFFUSERS);
        kinds.put("\u0089HDF", "is in the form of HDF5. " + DIFFUSERS);
        kinds.put("\u0093NUMPY", "is an array of numpy. " + DIFFUSERS);
        return kinds;
    }
}
