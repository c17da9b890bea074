package io.github.arc2faceij.fuzz;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.process.ColorProcessor;
import io.github.arc2faceij.Settings;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.condition.expression.ExpressionNumbers;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.diffusion.graph.ControlNetGraph;
import io.github.arc2faceij.diffusion.graph.TextEncoderGraph;
import io.github.arc2faceij.diffusion.graph.UNetGraph;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.graph.VaeGraph;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.diffusion.prompt.ClipTokenizer;
import io.github.arc2faceij.diffusion.sampler.Schedule;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityFile;
import io.github.arc2faceij.image.ExifOrientation;
import io.github.arc2faceij.image.ImageFile;
import io.github.arc2faceij.image.RoiFile;
import io.github.arc2faceij.image.file.PictureFiles;
import io.github.arc2faceij.image.file.PictureFormat;
import io.github.arc2faceij.image.file.RecipeFile;
import io.github.arc2faceij.models.JsonFile;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.numpy.Npy;
import io.github.arc2faceij.pose.HeadModel;
import io.github.arc2faceij.recipe.WrittenRecipe;
import io.github.arc2faceij.space.FaceSpace;
import io.github.arc2faceij.space.FaceSpaceFile;
import io.github.arc2faceij.weights.Goldens;
import io.github.arc2faceij.weights.RecipeImageEncoder;
import io.github.arc2faceij.weights.RecipeWeights;
import io.github.arc2faceij.weights.Safetensors;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** All readers of files that come from elsewhere, each with a file that is whole. */
final class FileReaders {

    private static final int FEW = 20;
    private static final int MANY = 60;

    private static final String RECIPE =
            """
            {"software": "Arc2Face for ImageJ 1.2", "identity": "a.png, face 1", "identityHash": "ab", "sampler": "Euler",
            "steps": 5, "guidance": 3.0, "seed": 42, "noise": "torch CPU", "count": 2, "width": 4, "height": 4,
            "mix": {"sources": ["a.png, face 1", "b.png, face 1"], "ratio": 0.5, "method": "Linear"},
            "pose": {"yaw": 1.5, "pitch": 0, "roll": 0, "strength": 1, "source": "angles", "head": "head", "shapeHash": "c"},
            "frames": [{"identityHash": "ab"}, {"identityHash": "ac"}]}""";

    private final ModelFolder model = ModelFolder.bundled();
    private final Path folder;
    private final List<FileReader> readers = new ArrayList<>();

    private FileReaders(Path folder) {
        this.folder = folder;
    }

    /**
     * @param folder for the whole files
     * @return the readers
     */
    static List<FileReader> in(Path folder) {
        FileReaders all = new FileReaders(folder);
        try {
            all.addWeights();
            all.addArrays();
            all.addPictures();
            all.addTexts();
            all.addConfigurations();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.readers;
    }

    private void add(int tries, String name, Path whole, Consumer<Path> read) {
        readers.add(new FileReader(name, whole, read, tries));
    }

    private void addWeights() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a.weight", RecipeWeights.uniform("a", 2, 3));
        tensors.put("b.weight", RecipeWeights.uniform("b", 4));
        Path safetensors = place("safetensors", "weights.safetensors");
        Safetensors.write(safetensors, tensors);
        add(MANY, "safetensors", safetensors, FileReaders::readTensors);
        add(MANY, "torch zip", copy("torch", Goldens.path("fuzz/state_dict.bin")), FileReaders::readTensors);
        Path script = RecipeImageEncoder.writeScript(place("script", "RN101.pt"), tensors, false);
        add(MANY, "TorchScript archive", script, FileReaders::readTensors);
        Path lora = place("lora", "lora.safetensors");
        Map<String, Tensor> pair = new LinkedHashMap<>();
        WeightFile published = WeightFile.open(model.lcmLora().orElseThrow());
        published.names().stream().limit(3).forEach(name -> pair.put(name, published.read(name)));
        Safetensors.write(lora, pair);
        add(FEW, "LoRA", lora, this::buildWithLora);
    }

    private void addArrays() throws IOException {
        Path ids = place("identities", "ids.npy");
        float[] vector = RecipeWeights.uniform("id", Identity.LENGTH).data();
        IdentityFile.write(ids, List.of(Identity.ofEmbedding(vector, "ab".repeat(32))));
        add(MANY, "identities", ids, IdentityFile::read);
        Path beside = copy("beside", ids.resolveSibling("ids.npy.json"));
        Files.copy(ids, beside.resolveSibling("ids.npy"));
        add(MANY, "file beside", beside, file -> IdentityFile.read(file.resolveSibling("ids.npy")));
        Path npy = place("expression", "expression.npy");
        Files.write(npy, Npy.write(RecipeWeights.uniform("e", 1, 55)));
        add(MANY, "expression npy", npy, ExpressionNumbers::read);
        Path csv = place("numbers", "expression.csv");
        Files.writeString(csv, "a,b,c\n0.5,-1e-3,2\n");
        add(MANY, "expression csv", csv, ExpressionNumbers::read);
        Path space = place("face space", "space.npz");
        FaceSpaceFile.write(space, FaceSpace.of(people()));
        add(MANY, "face space", space, FaceSpaceFile::read);
        Path npz = copy("npz", Goldens.path("pose/flame/flame.npz"));
        Path pickle = copy("pickle", Goldens.path("pose/flame/generic_model.pkl"));
        Path embedding = copy("embedding", Goldens.path("pose/flame/landmark_embedding.npy"));
        for (Path head : List.of(npz, pickle)) {
            Files.copy(embedding, head.resolveSibling(embedding.getFileName()));
        }
        Files.copy(npz, embedding.resolveSibling("flame.npz"));
        add(MANY, "FLAME npz", npz, HeadModel::open);
        add(MANY, "FLAME pickle", pickle, HeadModel::open);
        Path bundled = Settings.DEFAULT.headModel();
        Path landmarks = copy("head", bundled.resolve("landmarks68.json"));
        Path bases = Files.copy(bundled.resolve("bases.safetensors"), landmarks.resolveSibling("bases.safetensors"));
        add(FEW, "head", bases, file -> HeadModel.open(file.getParent()));
        add(FEW, "head landmarks", landmarks, file -> HeadModel.open(file.getParent()));
        add(MANY, "FLAME landmarks", embedding, file -> HeadModel.open(file.resolveSibling("flame.npz")));
    }

    private static List<Identity> people() {
        return Stream.of("a", "b", "c", "d")
                .map(name -> RecipeWeights.uniform(name, Identity.LENGTH).data())
                .map(vector -> Identity.ofEmbedding(vector, "ab".repeat(32)))
                .toList();
    }

    private void addPictures() throws IOException {
        Path roi = place("ROI", "region.roi");
        Files.write(roi, RoiEncoder.saveAsByteArray(new OvalRoi(1, 2, 30, 40)));
        add(MANY, "ROI", roi, RoiFile::read);
        Path rois = place("ROIs", "regions.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(rois))) {
            zip.putNextEntry(new ZipEntry("1.roi"));
            Files.copy(roi, zip);
        }
        add(MANY, "ROIs", rois, RoiFile::read);
        ImageStack slices = new ImageStack(16, 16);
        slices.addSlice("label 1", new ColorProcessor(16, 16));
        slices.addSlice("label 2", new ColorProcessor(16, 16));
        ImagePlus image = new ImagePlus("faces", slices);
        image.setProperty("Info", RECIPE);
        image.setOverlay(new Overlay(new Roi(1, 1, 2, 2)));
        PictureFiles files = PictureFiles.of(image);
        Path place = place("pictures", "faces.tif").getParent();
        Path tiff = files.save(place, PictureFormat.TIFF, false, Progress.NONE).get(0);
        Path png = files.save(place, PictureFormat.PNG, false, Progress.NONE).get(0);
        Path jpeg = place.resolve("photo.jpg");
        ImageIO.write(slices.getProcessor(1).getBufferedImage(), "jpg", jpeg.toFile());
        for (Path picture : List.of(tiff, png)) {
            add(MANY, "recipe in " + picture.getFileName(), picture, FileReaders::readRecipe);
        }
        for (Path picture : List.of(tiff, png, jpeg)) {
            add(MANY, "picture " + picture.getFileName(), picture, FileReaders::readPicture);
        }
    }

    private void addTexts() throws IOException {
        Path recipe = place("recipe", "recipe.json");
        Files.writeString(recipe, RECIPE);
        add(MANY, "recipe", recipe, FileReaders::readRecipe);
        add(MANY, "JSON", copy("json", recipe), file -> new JsonFile(file).read());
        for (String name : List.of("vocab.json", "merges.txt", "tokenizer_config.json")) {
            Path tokenizer = copy("tokenizer of " + name, model.tokenizer().resolve(name));
            for (String other : List.of("vocab.json", "merges.txt", "tokenizer_config.json")) {
                if (!other.equals(name)) {
                    Files.copy(model.tokenizer().resolve(other), tokenizer.resolveSibling(other));
                }
            }
            add(MANY, name, tokenizer, file -> new ClipTokenizer(file.getParent()).encode("photo of a id person"));
        }
    }

    private void addConfigurations() throws IOException {
        add(MANY, "scheduler", copy("scheduler", model.schedulerConfig()), Schedule::read);
        addConfiguration(
                "UNet",
                model.unet(),
                (config, file) -> UNetGraph.build(model.root(), config, file, UNetOptions.NONE, Device.CPU));
        addConfiguration(
                "ControlNet",
                model.controlNet(),
                (config, file) -> ControlNetGraph.build(model.root(), config, file, Device.CPU));
        addConfiguration(
                "text encoder",
                model.encoder(),
                (config, file) -> TextEncoderGraph.build(model.root(), config, file, List.of(), Device.CPU));
        addConfiguration(
                "VAE", model.vae(), (config, file) -> VaeGraph.decoder(model.root(), config, file, Device.CPU));
    }

    private interface Builder {
        byte[] build(NetworkConfig config, WeightFile file);
    }

    private void addConfiguration(String name, Path network, Builder builder) throws IOException {
        WeightFile file = weights(network);
        add(
                FEW,
                name + " config",
                copy(name, network.resolve("config.json")),
                config -> builder.build(NetworkConfig.readFile(config), file));
    }

    private static WeightFile weights(Path network) {
        Path safetensors = network.resolve("diffusion_pytorch_model.safetensors");
        return WeightFile.open(Files.exists(safetensors) ? safetensors : network.resolve("pytorch_model.bin"));
    }

    private void buildWithLora(Path file) {
        UNetOptions options = UNetOptions.NONE.withLora(new Lora(file, 1));
        WeightFile unet = weights(model.unet());
        Path root = options.commonFolder(unet);
        UNetGraph.build(root, NetworkConfig.read(model.unet()), unet, options, Device.CPU);
    }

    private static void readTensors(Path file) {
        WeightFile weights = WeightFile.open(file);
        weights.names().forEach(weights::read);
    }

    private static void readRecipe(Path file) {
        WrittenRecipe.parse(RecipeFile.ofFile(file).recipe());
    }

    private static void readPicture(Path file) {
        ExifOrientation.of(file);
        ImageFile.open(file);
    }

    private Path place(String kind, String name) throws IOException {
        return Files.createDirectories(folder.resolve(kind)).resolve(name);
    }

    private Path copy(String kind, Path file) throws IOException {
        return Files.copy(file, place(kind, file.getFileName().toString()));
    }
}
