package io.github.arc2faceij.commands;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Settings;
import io.github.arc2faceij.check.DeviceCheck;
import io.github.arc2faceij.check.Hardware;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Labels;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.GpuOptions;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.pose.HeadModel;
import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.log.LogService;
import org.scijava.menu.MenuConstants;
import org.scijava.options.OptionsPlugin;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.prefs.PrefService;
import org.scijava.widget.FileWidget;

/**
 * What is chosen once and remembered: Edit > Options > Arc2Face... Values that cannot be used are refused and the old
 * ones stay.
 */
@Plugin(
        type = OptionsPlugin.class,
        label = "Arc2Face Options",
        description = "Choose the model, the device that runs it, whether it stays in memory, and the head for poses.",
        attrs = @Attr(name = "help", value = "devices"),
        headless = true,
        initializer = "load",
        menu = {
            @Menu(
                    label = MenuConstants.EDIT_LABEL,
                    weight = MenuConstants.EDIT_WEIGHT,
                    mnemonic = MenuConstants.EDIT_MNEMONIC),
            @Menu(label = "Options"),
            @Menu(label = "Arc2Face...")
        })
public class Arc2FaceOptions extends OptionsPlugin {

    static final String KEEP = "Keep the model loaded";
    static final String RELEASE = "Release after each command";

    private static final String MODEL = "model";
    private static final String DEVICE = "device";
    private static final String MEMORY = "memory";
    private static final String HEAD = "head";
    private static final String GPU = "gpu";
    private static final String LIMIT = "limit";
    private static final String PRECISION = "precision";

    @Parameter
    private LogService log;

    @Parameter
    private PrefService preferences;

    @Parameter(
            label = "Model",
            description = "Full path of a model folder. Leave it empty for the small model that comes with the plugin.",
            required = false,
            style = FileWidget.DIRECTORY_STYLE,
            persist = false)
    private String model = Settings.DEFAULT.model();

    @Parameter(
            label = "Device",
            description = "Where the model runs. The plugin uses the device that you choose, or a message says"
                    + " what is missing. WebGPU is for graphics cards of all makers, CUDA for NVIDIA's,"
                    + " OpenVINO for Intel's processors, graphics and NPUs. Check Installation tries all of"
                    + " them and names the fastest.",
            choices = {
                "CPU",
                "CUDA (NVIDIA GPU)",
                "CoreML (Mac)",
                "WebGPU (any GPU)",
                "OpenVINO (Intel CPU)",
                "OpenVINO (Intel GPU)",
                "OpenVINO (Intel NPU)"
            },
            persist = false)
    private String device = Settings.DEFAULT.device().label();

    @Parameter(
            label = "Memory",
            description = "A model that stays loaded starts at once. A model that is released leaves its memory"
                    + " to other programs.",
            choices = {KEEP, RELEASE},
            persist = false)
    private String memory = KEEP;

    @Parameter(
            label = "Head",
            description = "Full path of FLAME's generic_model.pkl or of an .npz file of it, with"
                    + " landmark_embedding.npy in the same folder. Leave it empty for the head that comes"
                    + " with the plugin.",
            required = false,
            persist = false)
    private String head = Settings.DEFAULT.head();

    @Parameter(
            label = "GPU",
            description = "For CUDA and OpenVINO: the number of the GPU, as they count them. 0 is the first one.",
            min = "0",
            max = "63",
            persist = false)
    private int gpu = GpuOptions.DEFAULT.index();

    @Parameter(
            label = "GPU memory (GB)",
            description = "For CUDA: how much of the GPU's memory each network may use. 0 means all of it.",
            style = "format:0.0",
            min = "0",
            max = "1000",
            persist = false)
    private double limit = GpuOptions.DEFAULT.memory();

    @Parameter(
            label = "Precision",
            description = "For graphics cards: float16 takes half the memory, and the pictures differ a little."
                    + " A copy of the weights in half the size is kept beside each file until you choose"
                    + " float32 again. For OpenVINO on Intel processors with AMX: bfloat16 is faster, and"
                    + " the pictures differ a little. A message says if the device does not have it.",
            choices = {"float32", "float16", "bfloat16"},
            persist = false)
    private String precision = Precision.FLOAT32.label();

    @Parameter(visibility = ItemVisibility.MESSAGE, initializer = "tellHardware", required = false, persist = false)
    private String hardware = "";

    @Parameter(visibility = ItemVisibility.MESSAGE, initializer = "tellChosen", required = false, persist = false)
    private String chosen = "";

    /** What each device was found to be or to need, looked for once for a dialog. */
    private Map<Device, Hardware> found = Map.of();

    /**
     * @param context of the command that asks
     * @return the remembered options, or the defaults
     */
    static Arc2FaceOptions load(Context context) {
        Arc2FaceOptions options = new Arc2FaceOptions();
        options.setContext(context);
        options.load();
        return options;
    }

    /**
     * @param context of the command that asks
     * @return the shared model of the options
     */
    public static Arc2Face arc2face(Context context) {
        return Arc2Face.shared(load(context).settings());
    }

    /**
     * @return the chosen model, device and head
     * @throws Arc2FaceException when there is no such device
     */
    Settings settings() {
        return new Settings(model == null ? "" : model, device(), head == null ? "" : head);
    }

    /** Frees the model where the user wants that after each command, and no other command waits for it. */
    void releaseMemoryIfWanted() {
        if (RELEASE.equals(memory)) {
            Arc2Face.releaseSharedWhenIdle();
        }
    }

    /** Checks the values, then remembers them. */
    @Override
    public void run() {
        uncancel();
        Failures.guard(this, context(), log, () -> {
            ModelFolder folder = settings().modelFolder();
            if (!settings().head().isBlank()) {
                HeadModel.open(settings().headModel());
            }
            if (!memory.equals(KEEP) && !memory.equals(RELEASE)) {
                throw new Arc2FaceException("There is no way to use memory \"" + memory + "\". Choose \"" + KEEP
                        + "\" or \"" + RELEASE + "\".");
            }
            checkDevice();
            super.run();
            if (precision(precision) == Precision.FLOAT32) {
                Arc2Face.deleteHalfCopies(folder);
            }
            releaseMemoryIfWanted();
        });
    }

    /** What an earlier version remembered may name a precision that its device has not: the device's own runs then. */
    private void checkDevice() {
        List<Precision> precisions = device(device).provider().precisions();
        if (!precisions.contains(precision(precision))) {
            throw new Arc2FaceException("There is no " + precision + " on " + device + ". Choose "
                    + precisions.stream().map(Precision::label).collect(Collectors.joining(" or "))
                    + " as the precision.");
        }
        DeviceCheck.require(device());
    }

    /** A macro asks for nothing that a dialog shows. */
    void tellHardware() {
        if (found.isEmpty() && !isInputResolved(DEVICE) && !GraphicsEnvironment.isHeadless()) {
            found = Hardware.find();
            hardware = Hardware.text(found);
        }
    }

    void tellChosen() {
        chosen = Labels.find(Device.ALL.toArray(Device[]::new), Device::label, device)
                .map(found::get)
                .map(Hardware::sentence)
                .orElse("");
    }

    /** Takes what is remembered for all that a macro does not give. */
    @Override
    public void load() {
        model = isInputResolved(MODEL) ? model : remembered(MODEL, Settings.DEFAULT.model());
        device = isInputResolved(DEVICE)
                ? device
                : remembered(DEVICE, Settings.DEFAULT.device().label());
        memory = isInputResolved(MEMORY) ? memory : remembered(MEMORY, KEEP);
        head = isInputResolved(HEAD) ? head : remembered(HEAD, Settings.DEFAULT.head());
        gpu = isInputResolved(GPU) ? gpu : preferences.getInt(Arc2FaceOptions.class, GPU, GpuOptions.DEFAULT.index());
        limit = isInputResolved(LIMIT)
                ? limit
                : preferences.getDouble(Arc2FaceOptions.class, LIMIT, GpuOptions.DEFAULT.memory());
        precision = isInputResolved(PRECISION) ? precision : remembered(PRECISION, Precision.FLOAT32.label());
    }

    /** SciJava itself would remember values before they are checked. */
    @Override
    public void save() {
        preferences.put(Arc2FaceOptions.class, MODEL, model == null ? "" : model);
        preferences.put(Arc2FaceOptions.class, DEVICE, device);
        preferences.put(Arc2FaceOptions.class, MEMORY, memory);
        preferences.put(Arc2FaceOptions.class, HEAD, settings().head());
        preferences.put(Arc2FaceOptions.class, GPU, gpu);
        preferences.put(Arc2FaceOptions.class, LIMIT, limit);
        preferences.put(Arc2FaceOptions.class, PRECISION, precision);
    }

    private String remembered(String key, String otherwise) {
        return preferences.get(Arc2FaceOptions.class, key, otherwise);
    }

    private Device device() {
        return device(device).with(new GpuOptions(gpu, limit), precision(precision));
    }

    private static Precision precision(String label) {
        return Labels.choose("precision", Precision.values(), Precision::label, label);
    }

    private static Device device(String label) {
        return Labels.choose("device", Device.ALL.toArray(Device[]::new), Device::label, label);
    }
}
