package io.github.arc2faceij.models.download;

import java.net.URI;
import java.nio.file.Path;

/**
 * A file that was downloaded completely, or that was there already with the same bytes.
 *
 * @param target the file
 * @param address where it came from
 * @param size in bytes
 * @param sha256 of its bytes as they lie on the disk, 64 hexadecimal digits
 */
public record DownloadedFile(Path target, URI address, long size, String sha256) {}
