package io.github.arc2faceij.weights;

import static io.github.arc2faceij.weights.TestFiles.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in the place of weights gets its name. */
class FileSignatureTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("diffusion_pytorch_model.safetensors");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPointerOfGitLfs(boolean windows) throws IOException {
        Files.writeString(
                file,
                """
                version https://git-lfs.github.com/spec/v1
                oid sha256:4ab1d6435d639628a6f3e5008dd4f929edf4c4124b1a7169e1048f9fef534cdf
                size 3438167540
                """
                        .replace("\n", windows ? "\r\n" : "\n"));
        assertRefused(
                file, "is a pointer of Git LFS to a file of 3438167540 bytes that was not fetched. Run \"git lfs");
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:4ab1");
        assertRefused(file, "is a pointer of Git LFS to a file that was not fetched.");
    }

    @Test
    void aWebPage() throws IOException {
        Files.writeString(
                file, "<!doctype html>\n<html class=\"\"><head><title>\n Hugging Face \u2013 log in\n</title>");
        assertRefused(
                file, "is a web page with the title \"Hugging Face \u2013 log in\": a log-in page or an error page");
        Files.writeString(file, "\ufeff\n<HTML><body>403 Forbidden</body></HTML>");
        assertRefused(file, "is a web page: a log-in");
        Files.writeString(file, "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>");
        assertRefused(file, "is a web page: a log-in");
    }

    @Test
    void aServersMessage() throws IOException {
        Files.writeString(file, "Entry not found");
        assertRefused(file, "is a text that begins with \"Entry not found\".");
        Files.writeString(file, "{\"error\":\"Invalid credentials\"}");
        assertRefused(file, "is a text that begins with \"{\"error\":\"Invalid credentials\"}\".");
        Files.writeString(file, "Zugriff verweigert f\u00fcr \u00dc".repeat(400));
        assertRefused(file, "is a text that begins with \"Zugriff verweigert f\u00fcr");
    }

    @Test
    void anArchive() throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(new byte[1000]);
        }
        assertRefused(file, "is compressed by gzip. Unpack it");
        write("BZh91AY&SY\u0001");
        assertRefused(file, "is compressed by bzip2.");
        write("\u00fd7zXZ\0\0");
        assertRefused(file, "is compressed by xz.");
        write("7z\u00bc\u00af\u0027\u001c");
        assertRefused(file, "is a 7z archive.");
    }

    @Test
    void anEmptyFileAndOneThatWasReservedForADownload() throws IOException {
        Files.createFile(file);
        assertRefused(file, "is empty.");
        Files.write(file, new byte[100_000]);
        assertRefused(file, "begins only with zeros");
    }

    /** Such files begin with the pickles of torch.serialization's MAGIC_NUMBER and PROTOCOL_VERSION, by protocol 2. */
    @Test
    void whatTorchWroteBefore16() throws IOException {
        write("\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\u0002M\u00e9\u0003.\u0080\u0002}q\0(");
        assertRefused(file, "is in the form that torch wrote before version 1.6. Save it again with a newer torch");
        write("\u0080\u0004\u0095\u0010\0\0\0\0\0\0\0}");
        assertRefused(file, "is a pickle of Python that torch did not write.");
    }

    @Test
    void whatOtherProgramsWrite() throws IOException {
        write("GGUF\u0003\0\0\0");
        assertRefused(file, "is in the form of GGUF.");
        write("\u0089HDF\r\n\u001a\n");
        assertRefused(file, "is in the form of HDF5.");
        write("\u0093NUMPY\u0001\0");
        assertRefused(file, "is an array of numpy.");
    }

    /** The length of a header is a number of any bytes: 0x088b1f of them begin like a gzip file. */
    @Test
    void aSafetensorsFileIsNeverTakenForAnother() throws IOException {
        for (String length : List.of("\u001f\u008b\u0008\0", "\u0080\u0002\0\0", "7z\0\0")) {
            write(length + "\0\0\0\0{\"a\": ");
            assertEquals(Optional.empty(), FileSignature.kind(file));
        }
    }

    private void write(String bytes) throws IOException {
        Files.write(file, bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
