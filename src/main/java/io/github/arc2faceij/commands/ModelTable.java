package io.github.arc2faceij.commands;

import ij.measure.ResultsTable;
import io.github.arc2faceij.common.ByteCount;
import io.github.arc2faceij.models.install.BundleStatus;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The bundles of a model folder as a table, one a row. */
final class ModelTable {

    private ModelTable() {}

    /** @return a new table, shown nowhere yet */
    static ResultsTable of(List<BundleStatus> bundles) {
        ResultsTable table = new ResultsTable();
        for (BundleStatus status : bundles) {
            table.incrementCounter();
            table.addValue("Bundle", status.bundle().name());
            table.addValue("State", status.state().toString());
            table.addValue("Size", size(status));
            table.addValue("Licence", status.bundle().licence().name());
            table.addValue("Accepted", accepted(status));
            table.addValue("Purpose", status.bundle().purpose());
            table.addValue("Licence text", status.bundle().licence().address().toString());
        }
        return table;
    }

    private static String size(BundleStatus status) {
        long bytes = Math.max(status.bytesOnDisk(), status.bytesExpected());
        return bytes == 0 ? "unknown" : ByteCount.text(bytes);
    }

    private static String accepted(BundleStatus status) {
        return status.accepted()
                .map(when -> LocalDate.ofInstant(when, ZoneId.systemDefault()).toString())
                .orElse("no");
    }
}
