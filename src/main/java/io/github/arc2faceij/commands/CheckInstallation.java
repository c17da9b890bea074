package io.github.arc2faceij.commands;

import ij.IJ;
import ij.measure.ResultsTable;
import io.github.arc2faceij.check.InstallationCheck;
import io.github.arc2faceij.check.InstallationCheck.Finding;
import io.github.arc2faceij.common.Progress;
import java.util.ArrayList;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Says what is installed and what works, in the Log: to be copied into a question for help. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Check Installation",
        description = "Write versions, devices, memory, models and the result of a self-test to the Log.",
        headless = true)
public class CheckInstallation extends CancellableCommand {

    @Parameter(label = "Installation", type = ItemIO.OUTPUT)
    private ResultsTable table;

    @Override
    protected void perform(Progress progress) {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("ImageJ", IJ.getVersion()));
        findings.addAll(InstallationCheck.run(Arc2FaceOptions.load(context()).settings(), progress));
        ResultsTable rows = new ResultsTable();
        for (Finding finding : findings) {
            rows.incrementCounter();
            rows.addValue("Check", finding.subject());
            rows.addValue("Finding", finding.text());
            IJ.log(finding.toString());
        }
        table = rows;
    }
}
