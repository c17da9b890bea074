package io.github.arc2faceij.models.install;

import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.models.JsonFile;
import io.github.arc2faceij.models.download.DownloadedFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of the files of a model folder, in its {@code installed.json}: size, SHA-256, date and origin. Later checks
 * compare a file with its entry.
 */
final class InstalledFiles {

    /**
     * @param size in bytes
     * @param sha256 64 hexadecimal digits
     * @param date when it came
     * @param from an address, or a place on this machine
     * @param damaged whether the bytes were found to be others at the last check
     */
    record Entry(long size, String sha256, Instant date, String from, boolean damaged) {

        static Entry now(long size, String sha256, String from) {
            return new Entry(size, sha256, Instant.now(), from, false);
        }

        Entry damaged(boolean now) {
            return new Entry(size, sha256, date, from, now);
        }
    }

    private final JsonFile file;

    InstalledFiles(Path folder) {
        this.file = new JsonFile(folder.resolve("installed.json"));
    }

    /**
     * @param target the file's place, relative to the model folder
     * @return what is known of it
     * @throws Arc2FaceException when the record was edited by hand and cannot be read any more
     */
    synchronized Optional<Entry> entry(String target) {
        return new JsonFields(file.read(), file.path().toString())
                .optional(target)
                .map(InstalledFiles::entry);
    }

    private static Entry entry(JsonFields fields) {
        return new Entry(
                fields.number("size"),
                fields.text("sha256"),
                fields.instant("date"),
                fields.text("from"),
                fields.has("damaged") && fields.bool("damaged"));
    }

    /** Records a file that was downloaded. */
    void put(String target, DownloadedFile file) {
        put(target, Entry.now(file.size(), file.sha256(), file.address().toString()));
    }

    /** Records a file, in place of its earlier entry. */
    synchronized void put(String target, Entry entry) {
        JsonObject json = new JsonObject();
        json.addProperty("size", entry.size());
        json.addProperty("sha256", entry.sha256());
        json.addProperty("date", entry.date().toString());
        json.addProperty("from", entry.from());
        if (entry.damaged()) {
            json.addProperty("damaged", true);
        }
        JsonObject all = file.read();
        all.add(target, json);
        file.write(all);
    }
}
