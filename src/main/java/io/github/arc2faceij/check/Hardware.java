package io.github.arc2faceij.check;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.device.Device;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a device is on this computer. Nothing is tried: it may fail to work all the same.
 *
 * @param label of the device
 * @param names of its cards or processors; there may be none
 * @param lacking what it needs, in sentences; empty when all that can be seen is there
 */
public record Hardware(String label, List<String> names, String lacking) {

    /** @return all devices that can be chosen */
    public static Map<Device, Hardware> find() {
        Map<Device, Hardware> found = new LinkedHashMap<>();
        Device.ALL.forEach(device -> found.put(device, of(device)));
        return found;
    }

    private static Hardware of(Device device) {
        try {
            return new Hardware(device.label(), device.provider().hardware(), "");
        } catch (Arc2FaceException e) {
            return new Hardware(device.label(), List.of(), e.getMessage());
        }
    }

    /**
     * @param found on this computer
     * @return those that are there, in a line
     */
    public static String text(Map<Device, Hardware> found) {
        return "This computer has: "
                + found.values().stream()
                        .filter(hardware -> hardware.lacking.isEmpty())
                        .map(Hardware::sentence)
                        .collect(Collectors.joining("; "));
    }

    /** @return the device with its names, or with the first of what it needs, in a line */
    public String sentence() {
        if (!lacking.isEmpty()) {
            return label + ": " + lacking.replaceFirst("(?<=\\.) [A-Z].*", "");
        }
        return names.isEmpty() ? label : label + ": " + String.join(", ", names);
    }
}
