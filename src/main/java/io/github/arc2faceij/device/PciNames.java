package io.github.arc2faceij.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What cards are called, by the numbers that their makers gave them. Linux tells nothing else of a card; the names are in
 * <a href="https://pci-ids.ucw.cz">a list</a> that most systems have: a line for a maker, and below it a line for each of its
 * cards, after a tab.
 */
final class PciNames {

    private static final List<Path> LISTS =
            List.of(Path.of("/usr/share/misc/pci.ids"), Path.of("/usr/share/hwdata/pci.ids"));

    private PciNames() {}

    /**
     * @param vendor of the card: 0x10de is NVIDIA
     * @param device of the vendor
     * @return the card's name; nothing when no list of this computer has it
     */
    static Optional<String> find(int vendor, int device) {
        return LISTS.stream().filter(Files::isReadable).findFirst().flatMap(list -> find(list, vendor, device));
    }

    static Optional<String> find(Path list, int vendor, int device) {
        String maker = String.format(Locale.ROOT, "%04x  ", vendor);
        String card = String.format(Locale.ROOT, "\t%04x  ", device);
        try (Stream<String> lines = Files.lines(list, StandardCharsets.ISO_8859_1)) {
            return lines.dropWhile(line -> !line.startsWith(maker))
                    .skip(1)
                    .takeWhile(line -> line.isEmpty() || "\t#".indexOf(line.charAt(0)) >= 0)
                    .filter(line -> line.startsWith(card))
                    .map(line -> line.substring(card.length()))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // a card without a name is as good
        }
    }
}
