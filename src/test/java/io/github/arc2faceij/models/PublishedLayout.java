package io.github.arc2faceij.models;

import io.github.arc2faceij.models.install.Catalogue;
import io.github.arc2faceij.models.install.ModelFile;
import io.github.arc2faceij.weights.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Folders laid out as Install Models lays them out. */
public final class PublishedLayout {

    private static final Map<String, String> FAKES = Map.of(
            "fake_scrfd.onnx", "scrfd_10g_bnkps.onnx",
            "fake_1k3d68.onnx", "1k3d68.onnx",
            "fake_2d106det.onnx", "2d106det.onnx",
            "fake_arcface.onnx", "arcface.onnx");

    private PublishedLayout() {}

    /** Puts every file of the bundles into the folder; it holds its own name. */
    static void fill(Path folder, String... bundles) throws IOException {
        for (String bundle : bundles) {
            for (ModelFile file : Catalogue.published().bundle(bundle).modelFiles()) {
                Path target = folder.resolve(file.target());
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.target());
            }
        }
    }

    /**
     * @param folder becomes a model whose face networks are fakes that work; nothing else in it does
     */
    public static void fillWithFaceNetworks(Path folder) throws IOException {
        fill(folder, "arc2face", "sd15", "face");
        for (Map.Entry<String, String> fake : FAKES.entrySet()) {
            byte[] network = Files.readAllBytes(Goldens.path("face/models/" + fake.getKey()));
            Files.write(folder.resolve("antelopev2").resolve(fake.getValue()), network);
        }
    }
}
