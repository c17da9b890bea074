package io.github.arc2faceij.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

    private static final List<List<String>> LINES =
            List.of(List.of("a", "", "b c"), List.of("\"", "x,y", "two\r\nlines"), List.of("", "", ""));

    @Test
    void whatIsWrittenIsReadBack() {
        StringBuilder text = new StringBuilder();
        LINES.forEach(line -> text.append(Csv.line(line)));
        assertEquals("a,,b c\r\n\"\"\"\",\"x,y\",\"two\r\nlines\"\r\n,,\r\n", text.toString());
        assertEquals(LINES, Csv.parse(text.toString()));
        assertEquals(
                List.of(List.of("long " + "\"x\"".repeat(20_000))),
                Csv.parse(Csv.line(List.of("long " + "\"x\"".repeat(20_000)))));
    }

    @Test
    void aTextThatWasCutIsRefused() {
        assertThrows(Arc2FaceException.class, () -> Csv.parse("a,b\r\nc"));
        assertThrows(Arc2FaceException.class, () -> Csv.parse("a,\"b\r\n"));
        assertThrows(Arc2FaceException.class, () -> Csv.parse("a\"b\r\n"));
    }
}
