package io.github.arc2faceij.weights;

import static io.github.arc2faceij.weights.TestFiles.assertRefused;
import static io.github.arc2faceij.weights.TestFiles.floats;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

    private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("weights.safetensors");
    }

    @ParameterizedTest
    @CsvSource({
        "arc2face, 326, conv_in.bias, 64, 37576",
        "controlnet, 172, controlnet_cond_embedding.blocks.0.bias, 16, 19288",
        "vae, 188, decoder.conv_in.bias, 96, 20096"
    })
    void readsTheBundledNetworks(String network, int count, String name, long length, long offset)
            throws URISyntaxException {
        WeightFile weights = WeightFile.open(TestFiles.bundled(network + "/diffusion_pytorch_model.safetensors"));
        assertEquals(count, weights.names().size());
        TensorLocation bias = weights.get(name);
        assertEquals(new TensorLocation(name, weights.path(), offset, 2 * length, DataType.F16, List.of(length)), bias);
        float[] values = weights.read(name).data();
        assertArrayEquals(Goldens.firstWeights(network), Arrays.copyOf(values, 4));
    }

    @Test
    void writesWhatItReads() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("z \"quoted\" \u00e9", Tensor.of(new float[] {1, Float.NaN, -0f, Float.MIN_VALUE}, 2, 2));
        tensors.put("scalar", Tensor.of(new float[] {5}));
        tensors.put("empty", Tensor.zeros(0, 3));
        tensors.put("long", RecipeWeights.uniform("long", 3, 100_000));
        Safetensors.write(file, tensors);
        WeightFile weights = WeightFile.open(file);
        assertEquals(List.copyOf(tensors.keySet()), List.copyOf(weights.names()));
        tensors.forEach((name, tensor) -> {
            assertArrayEquals(tensor.shape(), weights.read(name).shape());
            assertArrayEquals(tensor.data(), weights.read(name).data());
            assertEquals(0, weights.get(name).offset() % 4, "ONNX Runtime reads floats in place");
        });
    }

    @Test
    void replacesAFileAndLeavesNoOther() throws IOException {
        Files.writeString(file, "something else");
        Safetensors.write(file, Map.of("a", Tensor.zeros(2)));
        assertTrue(WeightFile.open(file).has("a"));
        assertArrayEquals(new String[] {"weights.safetensors"}, folder.toFile().list());
    }

    @Test
    void saysThatAFileCannotBeWritten() {
        Path missing = folder.resolve("missing").resolve("weights.safetensors");
        Arc2FaceException e =
                assertThrows(Arc2FaceException.class, () -> Safetensors.write(missing, Map.of("a", Tensor.zeros(2))));
        assertTrue(e.getMessage().startsWith("Cannot write \"" + missing), e.getMessage());
        assertFalse(Files.exists(missing.getParent()));
    }

    @Test
    void takesMetadataAnyOrderAndPadding() throws IOException {
        String b = "\"b\":{\"data_offsets\":[8,10],\"shape\":[],\"dtype\":\"F16\"}";
        write("{\"__metadata__\":{\"format\":\"pt\"}," + b + "," + A + "}   ", new byte[10]);
        assertEquals(List.of("b", "a"), List.copyOf(WeightFile.open(file).names()));
    }

    @Test
    void takesAFileWithoutTensors() throws IOException {
        write("{}", new byte[0]);
        assertEquals(0, WeightFile.open(file).names().size());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 100_000_001, 1L << 60, -1, Long.MIN_VALUE})
    void refusesAHeaderLongerThanTheFile(long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(length).put((byte) '{').array());
        assertRefused(file, Long.toUnsignedString(length) + " bytes, but the file has 18");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8})
    void refusesAFileShorterThanTheLengthOfItsHeader(int length) throws IOException {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) 1);
        Files.write(file, content);
        assertRefused(file, length == 0 ? "is empty" : "more than its " + length + " bytes");
    }

    @Test
    void refusesAnotherFormat() throws IOException {
        write("[1,2]", new byte[0]);
        assertRefused(file, "byte 8 is 91 instead of a brace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{]",
                "{\"a\"}",
                "{\"a\":}",
                "{'a':1}",
                "{\"\u0000\u0001\"",
                "{} x",
                "{\"__metadata__\":{},}"
            })
    void refusesWhatIsNotJson(String header) throws IOException {
        write(header, new byte[8]);
        assertRefused(file, "its header is ");
    }

    @Test
    void refusesWhatIsNotUtf8() throws IOException {
        byte[] header = ("{" + A + "}").getBytes(StandardCharsets.ISO_8859_1);
        header[2] = (byte) 0xff;
        write(header, new byte[8]);
        assertRefused(file, "not JSON in UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a':[]|BEGIN_OBJECT",
                "'a':{}|no dtype or no shape",
                "'a':{'dtype':'F32','shape':[2]}|no pair of data_offsets",
                "'a':{'dtype':'F32','data_offsets':[0,8]}|no dtype or no shape",
                "'a':{'dtype':'F4','shape':[2],'data_offsets':[0,8]}|type \"F4\"",
                "'a':{'dtype':null,'shape':[2],'data_offsets':[0,8]}|header is wrong",
                "'a':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}|two values for dtype",
                "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'code':'x'}|unknown field \"code\"",
                "'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}|BEGIN_ARRAY",
                "'a':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}|holds more than numbers",
                "'a':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}|2.5",
                "'a':{'dtype':'F32','shape':[[[[2]]]],'data_offsets':[0,8]}|holds more than numbers",
                "'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}|takes 12 bytes, not 8",
                "'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}|impossible shape [-2]",
                "'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}|impossible shape",
                "'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}|99999999999999999999",
                "'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}|no pair",
                "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}|longer than 2",
                "'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}|[-8, 0]",
                "'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}|[8, 0]",
                "'a':{'dtype':'F32','shape':[2],'data_offsets':[8,16]}|[8, 16]",
                "'a':{'dtype':'F32','shape':[2],'data_offsets':[9223372036854775800,9223372036854775807]}|not within",
                "'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}|starts at byte 4 of the data",
                "'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}|but the file has",
                "'__metadata__':{'format':{}}|header is wrong",
                "'__metadata__':{},'__metadata__':{}|\"__metadata__\" twice",
            })
    void refusesWrongEntries(String entries, String reason) throws IOException {
        write("{" + entries.replace('\'', '"') + "}", new byte[8]);
        assertRefused(file, reason);
    }

    @Test
    void refusesAShapeWithoutEnd() throws IOException {
        String shape = "1,".repeat(1000) + "2";
        write("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + shape + "],\"data_offsets\":[0,8]}}", new byte[8]);
        assertRefused(file, "shape of tensor \"a\" is longer than 64");
    }

    @Test
    void shortensNamesWithoutEnd() throws IOException {
        write("{\"" + "a".repeat(100_000) + "\":{}}", new byte[8]);
        assertRefused(file, "aaa...");
    }

    @Test
    void refusesTheSameNameTwice() throws IOException {
        write("{" + A + "," + A + "}", new byte[8]);
        assertRefused(file, "it lists \"a\" twice");
        write("{" + A + "," + A.replace("\"a\"", "\"\\u0061\"") + "}", new byte[8]);
        assertRefused(file, "it lists \"a\" twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0,8]", "[4,12]", "[12,20]"})
    void refusesOverlapsAndGaps(String offsets) throws IOException {
        write("{" + A + "," + A.replace("\"a\"", "\"b\"").replace("[0,8]", offsets) + "}", floats(1, 2, 3, 4, 5));
        assertRefused(file, "tensor \"b\" starts at byte " + offsets.substring(1, offsets.indexOf(',')));
    }

    @Test
    void refusesMissingAndSurplusData() throws IOException {
        write("{" + A + "}", new byte[7]);
        assertRefused(file, "[0, 8] of tensor \"a\" are not within the 7 bytes");
        write("{" + A + "}", new byte[9]);
        assertRefused(file, "end at byte " + (Files.size(file) - 1) + ", but the file has " + Files.size(file));
    }

    private void write(String header, byte[] data) throws IOException {
        write(header.getBytes(StandardCharsets.UTF_8), data);
    }

    private void write(byte[] header, byte[] data) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(header.length).put(header).put(data).array());
    }
}
