package io.github.arc2faceij.device;

import io.github.arc2faceij.common.ByteCount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The NVIDIA GPUs of this computer, as the driver's own program {@code nvidia-smi} lists them. */
public final class Gpus {

    private static final List<String> COMMAND = List.of(
            "nvidia-smi", "--query-gpu=name,driver_version,memory.free,memory.total", "--format=csv,noheader,nounits");
    private static final int COLUMNS = 4;
    private static final long MEBIBYTE = 1 << 20;
    private static final long SECONDS = 10;

    /**
     * A GPU.
     *
     * @param name of the card
     * @param driver version of its driver
     * @param memory how much of it is free
     */
    public record Gpu(String name, String driver, String memory) {}

    private Gpus() {}

    /** @return all; none where there is no driver */
    public static List<Gpu> list() {
        try {
            Process process = new ProcessBuilder(COMMAND)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return List.of();
            }
            return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return List.of(); // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /**
     * @param output a line for each GPU: {@code NVIDIA RTX A4000, 550.54.14, 15000, 16376}, memory in MiB; a card that
     *     shares the computer's memory has {@code [N/A]} there
     * @return the GPUs; lines of another form are left out, such as error messages
     */
    static List<Gpu> parse(String output) {
        List<Gpu> gpus = new ArrayList<>();
        for (String line : output.lines().toList()) {
            String[] columns = line.split(" *, *");
            if (columns.length == COLUMNS && columns[1].matches("[\\d.]+")) {
                gpus.add(new Gpu(columns[0].strip(), columns[1], memory(columns[2], columns[3])));
            }
        }
        return gpus;
    }

    private static String memory(String free, String total) {
        boolean isTold = free.matches("\\d+") && total.matches("\\d+");
        return isTold ? bytes(free) + " of " + bytes(total) + " free" : "memory that its driver does not tell";
    }

    private static String bytes(String mebibytes) {
        return ByteCount.text(Long.parseLong(mebibytes) * MEBIBYTE);
    }
}
