package io.github.arc2faceij.device;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.library.LibraryFolder;
import io.github.arc2faceij.device.library.ProviderLibrary;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Execution providers that ONNX Runtime loads from libraries of their own. A process loads each once, under one name, for
 * loaded again under another name it would offer each device twice; and it keeps them to its end, for ONNX Runtime crashes
 * where a library goes before its last session.
 */
final class PluginProvider {

    private static final Set<ProviderLibrary> LOADED = EnumSet.noneOf(ProviderLibrary.class);

    private PluginProvider() {}

    /**
     * Loads the library when it is first needed.
     *
     * @param library of the provider
     * @param provider its name in ONNX Runtime: {@code WebGpuExecutionProvider}
     * @return the devices of this computer that it offers; there may be none
     * @throws Arc2FaceException when the library is not installed, damaged, or cannot be loaded
     */
    static List<OrtEpDevice> devices(ProviderLibrary library, String provider) {
        OrtEnvironment environment = RuntimeEnvironment.get();
        load(library, LibraryFolder.ofUser(), environment);
        try {
            return environment.getEpDevices().stream()
                    .filter(device -> device.getEpName().equals(provider))
                    .toList();
        } catch (OrtException e) {
            throw OrtFailure.exception("The devices of " + library.label() + " could not be listed", e);
        }
    }

    /** A damaged library would end the process: only a path that was checked is given to ONNX Runtime. */
    private static synchronized void load(ProviderLibrary library, LibraryFolder folder, OrtEnvironment environment) {
        if (LOADED.contains(library)) {
            return;
        }
        Path file =
                folder.find(library, Progress.NONE).orElseThrow(() -> new Arc2FaceException(missing(library, folder)));
        try {
            environment.registerExecutionProviderLibrary(library.distribution(), file.toString());
        } catch (OrtException e) {
            throw OrtFailure.exception("The library of " + library.label() + " could not be loaded", e);
        }
        LOADED.add(library);
    }

    private static String missing(ProviderLibrary library, LibraryFolder folder) {
        return folder.wheels().stream()
                .filter(wheel -> wheel.library() == library)
                .findFirst()
                .map(wheel -> "The library of " + library.label() + " is not installed. " + library.updateSite() + " "
                        + wheel.advice() + " Install Models... takes it as Import from.")
                .orElseGet(() -> library.label() + " is not made for this computer (" + System.getProperty("os.name")
                        + ", " + System.getProperty("os.arch") + ").");
    }
}
