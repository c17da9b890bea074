package io.github.arc2faceij.models.install;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that holds the lock of a file until it is ended. */
final class LockHolder {

    private LockHolder() {}

    /** @return the process, once it has the lock */
    static Process start(Path file) throws IOException {
        try {
            Path classes = Path.of(LockHolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
            Process process = new ProcessBuilder(
                            java,
                            "-Dsun.jnu.encoding=UTF-8",
                            "-cp",
                            classes.toString(),
                            LockHolder.class.getName(),
                            file.getFileName().toString())
                    .directory(file.getParent().toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getInputStream().read();
            return process;
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    public static void main(String[] args) throws Exception {
        try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
            channel.lock();
            System.out.println("locked");
            Thread.sleep(60_000);
        }
    }
}
