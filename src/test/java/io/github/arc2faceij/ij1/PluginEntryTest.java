package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginEntryTest {

    @Test
    void aLineOfPluginsConfigHasMenuNameAndCall() {
        assertEquals(
                Optional.of(new PluginEntry("Plugins>Arc2Face", "Probe...", "a.CommandPlugIn(\"a.Probe, too\")")),
                PluginEntry.of(" Plugins>Arc2Face, \"Probe...\", a.CommandPlugIn(\"a.Probe, too\")"));
    }

    @Test
    void aLineOfImageJsPropertiesMayHaveAShortcut() {
        assertEquals(
                Optional.of(new PluginEntry("", "Image...", "ij.plugin.Commands(\"new\")")),
                PluginEntry.of("\"Image...[n]\",ij.plugin.Commands(\"new\")"));
        assertEquals(
                Optional.of(new PluginEntry("", "Start Animation [\\]", "ij.plugin.Animator(\"start\")")),
                PluginEntry.of("\"Start Animation [\\]\",ij.plugin.Animator(\"start\")"));
    }

    @Test
    void otherLinesAreNoEntries() {
        assertEquals(Optional.empty(), PluginEntry.of("# Plugins>Arc2Face, \"Probe...\", a.CommandPlugIn"));
        assertEquals(Optional.empty(), PluginEntry.of(">\"Macros\""));
        assertEquals(Optional.empty(), PluginEntry.of("-"));
        assertEquals(Optional.empty(), PluginEntry.of(""));
    }
}
