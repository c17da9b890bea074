package io.github.arc2faceij.weights;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Model weights by formula: every value is a pure function of the tensor's name, its shape and the flat index, the
 * same that the goldens were computed with, so that files of any size need not be shipped.
 *
 * <pre>{@code
 * RecipeWeights.writeFolder("tiny", folder, DataType.F32); // arc2face, controlnet, encoder and vae
 * UNet unet = new UNet(folder.resolve("arc2face"), Device.CPU);
 * Tensor x = RecipeWeights.uniform("x21616", 2, 4, 16, 16);
 * }</pre>
 */
public final class RecipeWeights {

    /** What the names of ControlNet tensors are salted with. */
    public static final long CONTROLNET_SALT = 0xC0;

    private RecipeWeights() {}

    /**
     * Writes all four networks, {@code arc2face}, {@code controlnet}, {@code encoder} (a torch zip) and {@code vae}, with
     * the file names of the published models.
     *
     * @param size {@code "tiny"} or {@code "full"} (SD 1.5; 5.7 GB in F32)
     * @param folder of the model
     * @param type F32 or F16
     */
    public static void writeFolder(String size, Path folder, DataType type) {
        writeNetwork(size, "arc2face", folder, type);
        writeNetwork(size, "controlnet", folder, type);
        writeNetwork(size, "encoder", folder, type);
        writeNetwork(size, "vae", folder, type);
    }

    /**
     * Writes one network into the subfolder of its name, as it is published.
     *
     * @param size {@code "tiny"} or {@code "full"}
     * @param network {@code "arc2face"}, {@code "controlnet"}, {@code "encoder"} or {@code "vae"}
     * @param folder of the model
     * @param type F32 or F16
     * @return the network's folder
     */
    public static Path writeNetwork(String size, String network, Path folder, DataType type) {
        String source = size + "/" + network + "/";
        String fileName = network.equals("encoder") ? "pytorch_model.bin" : "diffusion_pytorch_model.safetensors";
        long salt = network.equals("controlnet") ? CONTROLNET_SALT : 0;
        Path target = folder.resolve(network);
        writeModel(source + "tensors.json", source + "config.json", target, fileName, salt, type);
        return target;
    }

    /**
     * Writes a network's config.json and its weights, a torch zip when the file name ends in {@code .bin}, else
     * safetensors. A few MB of memory are enough for any size.
     *
     * @param tensors golden resource with the shape of each tensor by name
     * @param config golden resource
     * @param folder created when missing
     * @param fileName of the weights
     * @param salt of the tensors' names
     * @param type F32 or F16
     */
    public static void writeModel(
            String tensors, String config, Path folder, String fileName, long salt, DataType type) {
        try {
            Files.createDirectories(folder);
            Files.copy(Goldens.path(config), folder.resolve("config.json"), StandardCopyOption.REPLACE_EXISTING);
            Path file = folder.resolve(fileName);
            List<TensorLocation> layout = layout(Goldens.json(tensors), file, type);
            if (fileName.endsWith(".bin")) {
                TorchZipWriter.write(file, layout, salt);
            } else {
                writeSafetensors(file, layout, salt);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param name of a model's tensor
     * @param salt 0, or {@link #CONTROLNET_SALT}
     * @param shape of the tensor
     * @return its weights
     */
    public static Tensor weights(String name, long salt, int... shape) {
        return Recipe.weights(
                        name, salt, Arrays.stream(shape).asLongStream().boxed().toList())
                .tensor(shape);
    }

    /**
     * @param name of a test input
     * @param shape of the tensor
     * @return numbers in [-1, 1)
     */
    public static Tensor uniform(String name, int... shape) {
        return Recipe.uniform(name).tensor(shape);
    }

    private static List<TensorLocation> layout(JsonObject shapes, Path file, DataType type) {
        List<TensorLocation> layout = new ArrayList<>();
        long offset = 0;
        for (String name : shapes.keySet()) {
            List<Long> shape = StreamSupport.stream(shapes.getAsJsonArray(name).spliterator(), false)
                    .map(JsonElement::getAsLong)
                    .toList();
            long length = TensorLocation.bytes(name, type, shape);
            layout.add(new TensorLocation(name, file, offset, length, type, shape));
            offset += length;
        }
        return layout;
    }

    private static void writeSafetensors(Path file, List<TensorLocation> layout, long salt) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
            channel.write(SafetensorsHeader.format(layout));
            for (TensorLocation tensor : layout) {
                Recipe.weights(tensor.name(), salt, tensor.shape()).write(channel, tensor.type(), tensor.count());
            }
        }
    }
}
