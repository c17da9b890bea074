package io.github.arc2faceij.job;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a report tells: of all finished shards the numbers, of the first ones the pictures themselves. */
final class ReportData {

    /** Of so many pictures the identities are compared: 2 kB each. */
    private static final int MOST_COMPARED = 20_000;

    private static final int SHEET_PEOPLE = 10;
    private static final int SHEET_PICTURES = 8;

    /** A picture's person, and who the recogniser finds in it. */
    record Found(int person, Identity identity) {}

    final Shards shards;
    final List<PictureRow> rows = new ArrayList<>();
    final List<Found> found = new ArrayList<>();
    final Map<String, Integer> reasons = new TreeMap<>();
    final Map<Integer, List<byte[]>> sheet = new TreeMap<>();
    int finished;
    int pictures;
    int accepted;
    long tries;

    private ReportData(Shards shards) {
        this.shards = shards;
    }

    static ReportData read(JobFolder folder, Shards shards, Progress progress) {
        ReportData data = new ReportData(shards);
        for (int shard = 0; shard < shards.number(); shard++) {
            progress.report("Reading " + ShardPictures.name(shard), (double) shard / shards.number());
            if (folder.has(shard)) {
                try {
                    data.add(folder, shard);
                } catch (IOException e) {
                    throw new Arc2FaceException(
                            ShardPictures.name(shard) + " cannot be read: " + e.getMessage()
                                    + ". Run the job again: it makes damaged shards anew.",
                            e);
                }
            }
        }
        if (data.finished == 0) {
            throw new Arc2FaceException("No shard in \"" + folder.path() + "\" is finished. Run the job first.");
        }
        return data;
    }

    private void add(JobFolder folder, int shard) throws IOException {
        List<PictureRow> all = folder.rows(shard);
        List<PictureRow> kept = JobFolder.accepted(all);
        finished++;
        pictures += all.size();
        accepted += kept.size();
        for (PictureRow row : all) {
            tries += row.tries();
            if (!row.accepted()) {
                reasons.merge(row.reason(), 1, Integer::sum);
            }
        }
        if (rows.size() < MOST_COMPARED) {
            rows.addAll(all);
            addIdentities(folder, shard, kept);
        }
        addToSheet(folder, shard, kept);
    }

    private void addIdentities(JobFolder folder, int shard, List<PictureRow> kept) throws IOException {
        List<PictureRow> faces = kept.stream().filter(row -> row.faces() > 0).toList();
        List<Identity> identities = folder.found(shard, kept);
        for (int i = 0; i < faces.size(); i++) {
            found.add(new Found(faces.get(i).person(), identities.get(i)));
        }
    }

    private void addToSheet(JobFolder folder, int shard, List<PictureRow> kept) throws IOException {
        List<PictureRow> shown =
                kept.stream().filter(row -> row.person() < SHEET_PEOPLE).toList();
        if (shown.isEmpty()) {
            return;
        }
        folder.pictures().read(shard, shown, (row, bytes) -> {
            List<byte[]> line = sheet.computeIfAbsent(row.person(), person -> new ArrayList<>());
            if (line.size() < SHEET_PICTURES) {
                line.add(bytes);
            }
        });
    }
}
