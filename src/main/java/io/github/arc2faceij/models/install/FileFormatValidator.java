package io.github.arc2faceij.models.install;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.protobuf.CodedInputStream;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.WholeFile;
import io.github.arc2faceij.models.download.FileValidator;
import io.github.arc2faceij.weights.FileSignature;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipFile;

/**
 * Checks that a file has the format of its name and is complete, without loading it. This finds files that were cut off,
 * login pages, and the pointers that git leaves in place of large files.
 */
final class FileFormatValidator implements FileValidator {

    @Override
    public void validate(Path file, String name) {
        try {
            FileSignature.kind(file).ifPresent(kind -> {
                throw new Arc2FaceException("The file " + name + " " + kind);
            });
            switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
                case "safetensors", "bin" -> WeightFile.open(file);
                case "onnx" -> requireProtobuf(file);
                case "json" -> JsonParser.parseString(WholeFile.text(file)).getAsJsonObject();
                case "zip" -> new ZipFile(file.toFile()).close();
                default -> {
                    // merges.txt has no form that could be checked
                }
            }
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new Arc2FaceException(
                    "The file " + name + " is damaged or not what its name says (" + e.getMessage() + ").", e);
        }
    }

    /** The lengths of the outermost fields of an ONNX file, which is one protobuf message, must add up to the file's. */
    private static void requireProtobuf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            CodedInputStream fields = CodedInputStream.newInstance(in);
            for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
                fields.skipField(tag);
            }
        }
    }
}
