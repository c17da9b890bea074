package io.github.arc2faceij.fuzz;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A way for files into the program.
 *
 * @param name for messages and kept files
 * @param whole a file that is read without an error; in its folder is what belongs to it
 * @param read reads a file in that place
 * @param tries how many damaged files the short form reads
 */
record FileReader(String name, Path whole, Consumer<Path> read, int tries) {}
