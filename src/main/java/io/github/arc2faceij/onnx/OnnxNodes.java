package io.github.arc2faceij.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of an ONNX file's first nodes, which ONNX Runtime does not tell. The file is a protobuf message (onnx.proto3:
 * ModelProto.graph = 7, GraphProto.node = 1, NodeProto.name = 3) of which only the beginning is read, for the nodes come
 * before the weights.
 */
public final class OnnxNodes {

    private static final int GRAPH = 7;
    private static final int NODE = 1;
    private static final int NAME = 3;

    private OnnxNodes() {}

    /**
     * @param file an ONNX file
     * @param most how many names are wanted
     * @return the names of its first nodes, in the file's order; "" is a node without one
     * @throws Arc2FaceException when the file cannot be read
     */
    public static List<String> firstNames(Path file, int most) {
        List<String> names = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            CodedInputStream model = CodedInputStream.newInstance(in);
            if (find(model, GRAPH)) {
                model.pushLimit(model.readRawVarint32());
                while (names.size() < most && find(model, NODE)) {
                    int outer = model.pushLimit(model.readRawVarint32());
                    names.add(find(model, NAME) ? model.readString() : "");
                    model.skipRawBytes(model.getBytesUntilLimit());
                    model.popLimit(outer);
                }
            }
            return names;
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "The file \"" + file + "\" cannot be read as an ONNX model (" + e.getMessage()
                            + "). Install the model again.",
                    e);
        }
    }

    /** @return whether the present message has a further field of that number; it is what is read next */
    private static boolean find(CodedInputStream message, int field) throws IOException {
        for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == field) {
                return true;
            }
            message.skipField(tag);
        }
        return false;
    }
}
