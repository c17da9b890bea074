package io.github.arc2faceij.job;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Labels;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.GpuOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a job's shards from the command line, as queues of clusters start it. */
public final class Main {

    static final String HELP =
            """
            Data sets of faces, from a job file.

              plan JOB      checks the job, and tells how many pictures and shards it has
              run JOB       makes the shards that are not finished
              merge JOB     checks all pictures, and makes one manifest of all shards
              report JOB    writes report.html

            Options of plan and run:
              --shards 3/16 the third of sixteen parts of the shards; all shards without it
              --device NAME where the networks run, by its name in the options of Arc2Face; CPU without it
              --cards 0,1   which cards, from 0; each makes shards of its own; the first one without it

            Exit codes: 0 all is well; 1 shards failed, are missing or are damaged; 2 the command or the job cannot be used.
            """;

    private static final int WELL = 0;
    private static final int NOT_ALL = 1;
    private static final int NOT_USABLE = 2;

    private Main() {}

    /**
     * Ends this Java with the exit code.
     *
     * @param arguments as {@code --help} tells
     */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream errors) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            out.print(HELP);
            return arguments.isEmpty() ? NOT_USABLE : WELL;
        }
        try {
            return command(arguments, out) ? WELL : NOT_ALL;
        } catch (Arc2FaceException e) {
            errors.println(e.getMessage());
            return NOT_USABLE;
        }
    }

    private static boolean command(List<String> arguments, PrintStream out) {
        String command = arguments.get(0);
        if (!List.of("plan", "run", "merge", "report").contains(command) || arguments.size() < 2) {
            throw new Arc2FaceException("\"" + String.join(" ", arguments)
                    + "\" is no command. Give plan, run, merge or report and a job file; --help tells more.");
        }
        Job job = Job.read(Path.of(arguments.get(1)));
        Map<String, String> options = options(arguments.subList(2, arguments.size()));
        switch (command) {
            case "merge":
                return DataSet.of(job).merge(out::println, Progress.NONE);
            case "report":
                out.println("Wrote \"" + DataSet.of(job).report(Progress.NONE) + "\".");
                return true;
            default:
                return shards(command.equals("plan"), job, options, out);
        }
    }

    private static boolean shards(boolean isPlan, Job job, Map<String, String> options, PrintStream out) {
        Part part = Part.of(options.get("--shards"));
        List<Arc2Face> cards = devices(options).stream()
                .map(job::settings)
                .map(made -> new Arc2Face(made.modelFolder(), made.device(), made.headModel()))
                .toList();
        try {
            JobRun run = JobRun.open(cards.get(0), job, out::println, Progress.NONE);
            out.println(run.plan());
            return isPlan || run.run(part, cards.subList(1, cards.size()), out::println);
        } finally {
            cards.forEach(Arc2Face::close);
        }
    }

    private static List<Device> devices(Map<String, String> options) {
        String name = options.getOrDefault("--device", Device.CPU.label());
        Device device = Labels.choose("device", Device.ALL.toArray(Device[]::new), Device::label, name);
        String cards = options.getOrDefault("--cards", "0");
        if (!cards.matches("\\d{1,3}(,\\d{1,3})*")) {
            throw new Arc2FaceException("There are no cards \"" + cards + "\". Give numbers from 0 on, such as 0,1.");
        }
        return Stream.of(cards.split(","))
                .map(card -> device.with(new GpuOptions(Integer.parseInt(card), 0), device.precision()))
                .toList();
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            if (!List.of("--shards", "--device", "--cards").contains(words.get(i)) || i + 1 == words.size()) {
                throw new Arc2FaceException(
                        "\"" + words.get(i)
                                + "\" is no option, or its value is missing. Give --shards 3/16, --device NAME or --cards 0,1.");
            }
            options.put(words.get(i), words.get(i + 1));
        }
        return options;
    }
}
