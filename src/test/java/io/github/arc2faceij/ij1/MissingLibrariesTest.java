package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.plugin.PlugIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MissingLibrariesTest {

    /** Knows ImageJ and Java, and nothing else. */
    private static final class PlainImageJ extends ClassLoader {

        PlainImageJ() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("ij.")) {
                return IJ.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    @Test
    void aPluginWithoutItsLibrariesSaysSo() throws Exception {
        URL classes = CommandPlugIn.class.getProtectionDomain().getCodeSource().getLocation();
        PrintStream before = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (URLClassLoader plugins = new URLClassLoader(new URL[] {classes}, new PlainImageJ())) {
            PlugIn plugin = (PlugIn) plugins.loadClass(CommandPlugIn.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
            plugin.run("any.Command");
        } finally {
            System.setOut(before);
        }
        String sentence = log.toString(StandardCharsets.UTF_8).strip();
        assertTrue(
                sentence.matches(
                        "Arc2Face needs libraries that are missing \\(org/scijava/\\S+\\)\\. Put them into .*\\."),
                sentence);
    }
}
