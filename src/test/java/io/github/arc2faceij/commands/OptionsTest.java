package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.arc2faceij.Settings;
import io.github.arc2faceij.check.DeviceCheck;
import io.github.arc2faceij.check.Hardware;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.GpuOptions;
import io.github.arc2faceij.device.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.ModuleService;
import org.scijava.module.event.ModuleCanceledEvent;
import org.scijava.prefs.PrefService;

class OptionsTest {

    private static final CommandRunner RUNNER = new CommandRunner();
    private static final Path BUNDLED = Path.of("models/arc2face-mini");

    @TempDir
    Path folder;

    private String refusal;

    @BeforeEach
    void listen() {
        RUNNER.context().service(EventService.class).subscribe(this);
    }

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @AfterEach
    void forget() {
        Arc2FaceOptions.load(RUNNER.context()).reset();
    }

    @Test
    void theBundledModelOnTheCpuIsTheDefault() {
        assertEquals(Settings.DEFAULT, remembered());
    }

    @Test
    void whatIsChosenIsRemembered() throws IOException {
        String model = copyOfTheModel().toString();
        assertNull(choose("model", model, "memory", Arc2FaceOptions.RELEASE));
        assertEquals(new Settings(model, Device.CPU), remembered());
    }

    /** Written by an earlier version, or on a computer with a card. */
    @Test
    void whatWasRememberedIsUsedAsItWasChosen() {
        remember("device", "CUDA (NVIDIA GPU)", "gpu", "1", "limit", "5.5", "precision", "float16");
        assertEquals(
                Device.CUDA.with(new GpuOptions(1, 5.5), Precision.FLOAT16),
                remembered().device());
        remember("device", "CPU");
        assertEquals(Device.CPU, remembered().device(), "the processor has no such options");
        remember("device", "OpenVINO (Intel GPU)");
        assertEquals(
                Device.OPENVINO_GPU.with(new GpuOptions(1, 0), Precision.FLOAT16),
                remembered().device());
        remember("device", "OpenVINO (Intel NPU)", "precision", "float32");
        assertEquals(Device.OPENVINO_NPU, remembered().device());
    }

    /** A macro of another computer, which has what this one lacks. */
    @Test
    void aDeviceThatDoesNotWorkHereIsRefusedWithTheReason() {
        for (Device device : Device.ALL) {
            if (DeviceCheck.problem(device).isPresent()) {
                String reason = choose(
                        "device",
                        device.label(),
                        "precision",
                        device.precision().label());
                assertTrue(
                        reason.startsWith(device.description() + " was chosen as the device, but could not start: "),
                        reason);
                assertTrue(reason.endsWith("Or choose CPU in Edit > Options > Arc2Face."), reason);
                assertEquals(Settings.DEFAULT, remembered());
            }
        }
    }

    @Test
    void aPrecisionThatTheDeviceHasNotIsRefused() {
        for (String precision : List.of("float16", "bfloat16")) {
            assertEquals(
                    "There is no " + precision + " on CPU. Choose float32 as the precision.",
                    choose("precision", precision));
            assertEquals(Device.CPU, remembered().device());
        }
        assertEquals(
                "There is no float32 on OpenVINO (Intel NPU). Choose float16 as the precision.",
                choose("device", "OpenVINO (Intel NPU)"));
    }

    @Test
    void theDialogNamesWhatThisComputerHas() {
        Map<Device, Hardware> found = Hardware.find();
        assertEquals(Device.ALL, List.copyOf(found.keySet()));
        assertTrue(Hardware.text(found).startsWith("This computer has: CPU"), Hardware.text(found));
        for (Hardware hardware : found.values()) {
            assertTrue(hardware.sentence().startsWith(hardware.label()), hardware.sentence());
            assertTrue(hardware.sentence().length() < 150, hardware.sentence());
            assertEquals(
                    hardware.lacking().isEmpty(),
                    Hardware.text(found).contains(hardware.sentence()),
                    hardware.sentence());
        }
    }

    @Test
    void float32TakesTheCopiesInHalfPrecisionAway() throws IOException {
        Path model = copyOfTheModel();
        Path copy = model.resolve("vae/diffusion_pytorch_model.safetensors.float16-copy.safetensors");
        Files.createFile(copy);
        assertNull(choose("model", model.toString(), "memory", Arc2FaceOptions.KEEP));
        assertFalse(Files.exists(copy));
        Files.createFile(copy);
        remember("precision", "float16");
        assertNull(choose("precision", "float32"));
        assertFalse(Files.exists(copy));
    }

    @Test
    void whatAMacroLeavesOutStays() throws IOException {
        String model = copyOfTheModel().toString();
        choose("model", model);
        choose("device", "CPU");
        assertEquals(new Settings(model, Device.CPU), remembered());
    }

    @Test
    void flameTakesThePlaceOfTheBundledHead() {
        String flame = Path.of("src/test/resources/golden/pose/flame/generic_model.pkl")
                .toAbsolutePath()
                .toString();
        CommandModule bundled = RUNNER.succeed(
                ShowPoseNormalMap.class, "image", CommandRunner.astronaut(), "pose", "Angles", "yaw", 20.0);
        assertNull(choose("head", flame));
        assertEquals(flame, remembered().head());
        CommandModule other = RUNNER.succeed(
                ShowPoseNormalMap.class, "image", CommandRunner.astronaut(), "pose", "Angles", "yaw", 20.0);
        assertFalse(Arrays.equals(pixels(bundled), pixels(other)));
    }

    private static int[] pixels(CommandModule module) {
        return (int[]) ((ImagePlus) module.getOutput("map")).getProcessor().getPixels();
    }

    @Test
    void whatCannotBeUsedIsRefusedAndTheOldStays() throws IOException {
        String model = copyOfTheModel().toString();
        assertNull(choose("model", model));
        for (Object[] wrong : List.of(
                new Object[] {"model", folder.resolve("absent").toString()},
                new Object[] {"device", "TPU"},
                new Object[] {"gpu", -1},
                new Object[] {"limit", -0.5},
                new Object[] {"precision", "float8"},
                new Object[] {"head", folder.resolve("flame.pkl").toString()},
                new Object[] {"memory", "more"})) {
            String reason = choose(wrong);
            assertTrue(reason != null && reason.contains(wrong[1].toString()), reason);
            assertEquals(new Settings(model, Device.CPU), remembered());
        }
    }

    @Test
    void damagedModelsGiveOneSentenceAndTheNextCallWorks() throws IOException {
        Path model = copyOfTheModel();
        assertNull(choose("model", model.toString()));
        Object[] inputs = {"image", CommandRunner.astronaut(), "count", 1, "steps", 1};
        Path unet = model.resolve("arc2face/diffusion_pytorch_model.safetensors");
        byte[] whole = Files.readAllBytes(unet);

        Files.delete(unet);
        assertTrue(RUNNER.fail(GenerateFaces.class, inputs).contains("diffusion_pytorch_model.safetensors"));

        Files.write(unet, Arrays.copyOf(whole, whole.length / 2));
        assertTrue(RUNNER.fail(GenerateFaces.class, inputs).contains("diffusion_pytorch_model.safetensors"));

        Files.write(unet, whole);
        Path config = model.resolve("arc2face/config.json");
        String text = Files.readString(config);
        Files.writeString(config, text.replaceFirst("CrossAttnDownBlock2D", "KDownBlock2D"));
        assertTrue(RUNNER.fail(GenerateFaces.class, inputs).contains("KDownBlock2D"));

        Files.writeString(config, text);
        RUNNER.succeed(GenerateFaces.class, inputs);
    }

    @Test
    void releasedMemoryIsFilledAgain() {
        Object[] inputs = {"image", CommandRunner.astronaut(), "count", 1, "steps", 1};
        RUNNER.succeed(GenerateFaces.class, inputs);
        RUNNER.succeed(ReleaseMemory.class);
        RUNNER.succeed(GenerateFaces.class, inputs);
        assertNull(choose("memory", Arc2FaceOptions.RELEASE));
        RUNNER.succeed(GenerateFaces.class, inputs);
        RUNNER.succeed(GenerateFaces.class, inputs);
    }

    private void remember(String... keysAndValues) {
        PrefService preferences = RUNNER.context().service(PrefService.class);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            preferences.put(Arc2FaceOptions.class, keysAndValues[i], keysAndValues[i + 1]);
        }
    }

    private Settings remembered() {
        return Arc2FaceOptions.load(RUNNER.context()).settings();
    }

    /** Runs the command as its menu entry does and returns the reason that it was refused for. */
    private String choose(Object... inputs) {
        refusal = null;
        CommandInfo info = RUNNER.context().service(CommandService.class).getCommand(Arc2FaceOptions.class);
        try {
            RUNNER.context()
                    .service(ModuleService.class)
                    .run(info, true, inputs)
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
        return refusal;
    }

    /** Options forget that they were cancelled, so that the next call works; SciJava shows the reason before. */
    @EventHandler
    void onEvent(ModuleCanceledEvent event) {
        refusal = event.getReason();
    }

    private Path copyOfTheModel() throws IOException {
        Path copy = folder.resolve("my model");
        assertFalse(Files.exists(copy));
        try (Stream<Path> files = Files.walk(BUNDLED)) {
            for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
                Files.copy(file, copy.resolve(BUNDLED.relativize(file).toString()));
            }
        }
        return copy;
    }
}
