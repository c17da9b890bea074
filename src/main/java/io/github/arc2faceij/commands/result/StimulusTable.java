package io.github.arc2faceij.commands.result;

import ij.measure.ResultsTable;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.CompleteFile;
import io.github.arc2faceij.common.Csv;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of each stimulus of a set: a row each, for ImageJ and as a CSV file beside the identities. */
public final class StimulusTable {

    private static final int DECIMALS = 6;

    private final List<String> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    /** @param columns their names, in lower case with underscores */
    public StimulusTable(String... columns) {
        this.columns = List.of(columns);
    }

    /** @param values a number or a text for each column; an empty text where there is nothing to say */
    public void add(Object... values) {
        rows.add(List.of(values));
    }

    /** @return the same rows, shown nowhere yet */
    public ResultsTable table() {
        ResultsTable table = new ResultsTable();
        table.setPrecision(DECIMALS);
        for (List<Object> row : rows) {
            table.incrementCounter();
            for (int i = 0; i < columns.size(); i++) {
                if (row.get(i) instanceof Number number) {
                    table.addValue(columns.get(i), number.doubleValue());
                } else {
                    table.addValue(columns.get(i), row.get(i).toString());
                }
            }
        }
        return table;
    }

    /**
     * @param file of identities, or none
     * @throws Arc2FaceException when its name does not end in .npy
     */
    public static void requireIdentityFile(Path file) {
        if (!isNamed(file, ".npy")) {
            throw new Arc2FaceException("The identities cannot be saved in \"" + file.getFileName()
                    + "\": pictures are made of .npy files. Choose a name that ends in .npy.");
        }
    }

    /**
     * Writes the identities, and this table under the same name with .csv.
     *
     * @param file its name ends in .npy
     * @param identities one for each row
     * @throws Arc2FaceException when they cannot be written
     */
    public void write(Path file, List<Identity> identities) {
        IdentityFile.write(file, identities);
        write(file);
    }

    /**
     * @param file with an ending of four characters, in place of which the table gets .csv
     * @throws Arc2FaceException when it cannot be written
     */
    public void write(Path file) {
        String name = file.getFileName().toString();
        String text = Stream.concat(Stream.of(columns), rows.stream().map(row -> row.stream()
                        .map(Object::toString)
                        .toList()))
                .map(Csv::line)
                .collect(Collectors.joining());
        CompleteFile.write(
                file.resolveSibling(name.substring(0, name.length() - 4) + ".csv"),
                text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isNamed(Path file, String ending) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }
}
