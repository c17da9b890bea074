package io.github.arc2faceij.commands.result;

import ij.measure.ResultsTable;
import io.github.arc2faceij.common.CompleteFile;
import io.github.arc2faceij.common.Csv;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of each input of a batch, a line each, as a CSV file (RFC 4180) and as a table. */
public final class BatchTable {

    /** How it ended. */
    public enum State {
        /** The stack was made and written. */
        DONE("done"),
        /** A run before has made it already, by the same recipe. */
        BEFORE("done before"),
        /** The message says why not. */
        FAILED("failed");

        private final String label;

        State(String label) {
            this.label = label;
        }
    }

    /**
     * A line.
     *
     * @param input name of the file
     * @param face which one of the file, from 1; 0 when it did not come to that
     * @param state how it ended
     * @param pictures how many the output has
     * @param seconds how long it took
     * @param output name of the file; empty when there is none
     * @param message a sentence; empty when there is nothing to say
     */
    public record Row(
            String input, int face, State state, int pictures, double seconds, String output, String message) {

        private Stream<String> values() {
            return Stream.of(
                    input,
                    Integer.toString(face),
                    state.label,
                    Integer.toString(pictures),
                    String.format(Locale.ROOT, "%.1f", seconds),
                    output,
                    message);
        }
    }

    private static final List<String> COLUMNS =
            List.of("Input", "Face", "State", "Pictures", "Seconds", "Output", "Message");

    private final Path file;
    private final List<Row> rows = new ArrayList<>();

    /** @param file the CSV file, written anew with each row */
    public BatchTable(Path file) {
        this.file = file;
    }

    /**
     * Writes the file anew.
     *
     * @param row one more
     */
    public void add(Row row) {
        rows.add(row);
        String lines = Stream.concat(Stream.of(COLUMNS.stream()), rows.stream().map(Row::values))
                .map(values -> Csv.line(values.toList()))
                .collect(Collectors.joining());
        CompleteFile.write(file, lines.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param output name of a file
     * @return whether an input before was written there; on Windows and a Mac, case makes no difference
     */
    public boolean has(String output) {
        return rows.stream().anyMatch(row -> row.output.equalsIgnoreCase(output) && row.state != State.FAILED);
    }

    /** @return the same lines, shown nowhere yet */
    public ResultsTable table() {
        ResultsTable table = new ResultsTable();
        for (Row row : rows) {
            table.incrementCounter();
            table.addValue("Input", row.input);
            table.addValue("Face", row.face);
            table.addValue("State", row.state.label);
            table.addValue("Pictures", row.pictures);
            table.addValue("Seconds", row.seconds);
            table.addValue("Output", row.output);
            table.addValue("Message", row.message);
        }
        return table;
    }

    /** @return {@code 3 done, 1 done before, 1 failed: /home/me/out/Arc2Face Batch.csv tells more.} */
    public String summary() {
        return Stream.of(State.values())
                .map(state -> rows.stream().filter(row -> row.state == state).count() + " " + state.label)
                .collect(Collectors.joining(", ", "", ": see \"" + file + "\"."));
    }
}
