package io.github.arc2faceij.commands.result;

import ij.measure.ResultsTable;
import io.github.arc2faceij.common.ByteCount;
import io.github.arc2faceij.device.library.ProviderLibrary;
import io.github.arc2faceij.device.library.Wheel;
import io.github.arc2faceij.models.install.BundleStatus;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** The bundles of a model folder and the libraries of devices as a table, one a row. */
public final class ModelTable {

    private ModelTable() {}

    /**
     * @param bundles of a model folder
     * @param libraries of devices, and the state of each
     * @return a new table, shown nowhere yet
     */
    public static ResultsTable of(List<BundleStatus> bundles, Map<Wheel, String> libraries) {
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
        libraries.forEach((wheel, state) -> add(table, wheel, state));
        return table;
    }

    private static void add(ResultsTable table, Wheel wheel, String state) {
        ProviderLibrary library = wheel.library();
        table.incrementCounter();
        table.addValue("Bundle", library.label() + " " + library.version());
        table.addValue("State", state);
        table.addValue("Size", ByteCount.text(wheel.size()));
        table.addValue("Licence", library.licence());
        table.addValue("Accepted", "not needed");
        table.addValue("Purpose", library.purpose());
        table.addValue("Licence text", "beside the library");
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
