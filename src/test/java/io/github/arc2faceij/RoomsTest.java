package io.github.arc2faceij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the code's imports against the table of rooms in CONTRIBUTING.md. */
class RoomsTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/arc2faceij");
    private static final String ROOT = "";

    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| (.+?) \\| .*");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`|\\(root\\)");
    private static final Pattern OURS =
            Pattern.compile("import (?:static )?io\\.github\\.arc2faceij(?:\\.([a-z]\\w*))?[.\\w]*;");
    private static final Pattern IMAGEJ = Pattern.compile("import (?:static )?(?:ij|net\\.imagej|org\\.scijava)\\..*");

    private static final Set<String> WITH_IMAGEJ = Set.of("commands", "ij1", "image", "macro");

    private record Source(String room, String name, String line) {}

    @Test
    void roomsKnowOnlyRoomsOnFloorsBelow() throws IOException {
        Map<String, Integer> floors = floors();
        List<String> wrong = new ArrayList<>();
        for (Source source : imports()) {
            Matcher ours = OURS.matcher(source.line);
            if (ours.matches()) {
                String other = ours.group(1) == null ? ROOT : ours.group(1);
                assertTrue(floors.containsKey(other), "CONTRIBUTING.md lacks the room " + other);
                if (!other.equals(source.room) && floors.get(other) >= floors.get(source.room)) {
                    wrong.add(source.room + "/" + source.name + ": " + source.line);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theTableHasTheRoomsThatThereAre() throws IOException {
        Set<String> rooms = new TreeSet<>(Set.of(ROOT));
        try (Stream<Path> folders = Files.list(SOURCES)) {
            folders.filter(Files::isDirectory)
                    .forEach(folder -> rooms.add(folder.getFileName().toString()));
        }
        assertEquals(rooms, new TreeSet<>(floors().keySet()));
    }

    @Test
    void theCoreKnowsNoImageJ() throws IOException {
        List<Source> wrong = imports().stream()
                .filter(source -> IMAGEJ.matcher(source.line).matches())
                .filter(source -> !WITH_IMAGEJ.contains(source.room))
                .toList();
        assertEquals(List.of(), wrong);
    }

    private static Map<String, Integer> floors() throws IOException {
        Map<String, Integer> floors = new HashMap<>();
        for (String line : Files.readAllLines(Path.of("CONTRIBUTING.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Matcher name = NAME.matcher(row.group(2));
                while (name.find()) {
                    floors.put(name.group(1) == null ? ROOT : name.group(1), Integer.valueOf(row.group(1)));
                }
            }
        }
        return floors;
    }

    private static List<Source> imports() throws IOException {
        List<Source> imports = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Path inside = SOURCES.relativize(file);
                String room =
                        inside.getNameCount() == 1 ? ROOT : inside.getName(0).toString();
                String name = inside.getFileName().toString();
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("import "))
                        .forEach(line -> imports.add(new Source(room, name, line)));
            }
        }
        assertTrue(imports.size() > 1000, imports.size() + " imports");
        return imports;
    }
}
